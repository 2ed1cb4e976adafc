import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/** The process's figures for /metrics. Rooms add theirs with registerGauge. */
export const metrics = new Registry();

collectDefaultMetrics({ register: metrics, prefix: "huiyou_", eventLoopMonitoringPrecision: 20 });

export const httpDuration = new Histogram({
  name: "huiyou_http_request_seconds",
  help: "Time from the request's headers to the end of the answer",
  labelNames: ["method", "route", "status"],
  buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  registers: [metrics],
});

export interface GaugeReading {
  labels?: Record<string, string>;
  value: number;
}

/** A figure that is read whenever somebody looks. */
export function registerGauge(
  name: string,
  help: string,
  label_names: string[],
  read: () => GaugeReading[] | Promise<GaugeReading[]>,
): void {
  metrics.removeSingleMetric(name);
  const gauge = new Gauge({
    name,
    help,
    labelNames: label_names,
    registers: [metrics],
    async collect() {
      this.reset();
      for (const { labels, value } of await read()) this.set(labels ?? {}, value);
    },
  });
  void gauge;
}
