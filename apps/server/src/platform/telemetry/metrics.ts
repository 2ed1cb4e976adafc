import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

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

const unreadable = new Counter({
  name: "huiyou_figures_unreadable_total",
  help: "Figures that could not be read when somebody looked; they are absent then",
  labelNames: ["figure"],
  registers: [metrics],
});

export interface GaugeReading {
  labels?: Record<string, string>;
  value: number;
}

/** A figure that is read whenever somebody looks. One that cannot be read is absent: the others are wanted most then. */
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
      const readings = await readOrNothing(name, read);
      this.reset();
      // A reset figure without labels says 0, and nothing is not 0: alerts ask for its absence.
      if (readings.length === 0 && label_names.length === 0) this.remove();
      for (const { labels, value } of readings) this.set(labels ?? {}, value);
    },
  });
  void gauge;
}

async function readOrNothing(figure: string, read: () => GaugeReading[] | Promise<GaugeReading[]>) {
  try {
    return await read();
  } catch {
    unreadable.inc({ figure });
    return [];
  }
}

const MAX_AGE_MS = 1_000;

/** Figures that several gauges tell are read once for all of them, and at most once a second, whoever scrapes. */
export function readShared<T>(read: () => Promise<T>): () => Promise<T> {
  let known: { at: number; value: Promise<T> } | undefined;
  return () => {
    const now = performance.now();
    if (known && now - known.at < MAX_AGE_MS) return known.value;
    const value = read();
    known = { at: now, value };
    value.catch(() => (known = undefined));
    return value;
  };
}
