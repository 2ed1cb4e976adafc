import type { App } from "../../platform/app.ts";
import { readShared, registerGauge } from "../../platform/telemetry/metrics.ts";

interface Figures {
  due: number;
  oldest_seconds: number;
  endpoints_failing: number;
  endpoints_disabled: number;
}

async function readFigures({ database, runtime }: App): Promise<Figures | undefined> {
  const [row] = await database.call<Figures>({
    text: "select * from webhooks.queue_figures($1)",
    values: [runtime.clock.now()],
  });
  return row;
}

/** The installation's, the same from each process. */
export function registerWebhookMetrics(app: App): void {
  const read = readShared(() => readFigures(app));
  registerGauge(
    "huiyou_webhooks_due",
    "Messages of active endpoints that are due; counted up to 100,001",
    [],
    async () => {
      const figures = await read();
      return figures ? [{ value: figures.due }] : [];
    },
  );
  registerGauge(
    "huiyou_webhooks_oldest_due_seconds",
    "How long the oldest message of a healthy endpoint is due",
    [],
    async () => {
      const figures = await read();
      return figures ? [{ value: figures.oldest_seconds }] : [];
    },
  );
  registerGauge("huiyou_webhook_endpoints", "Endpoints that need somebody, by state", ["state"], async () => {
    const figures = await read();
    if (!figures) return [];
    return [
      { labels: { state: "failing" }, value: figures.endpoints_failing },
      { labels: { state: "disabled" }, value: figures.endpoints_disabled },
    ];
  });
}
