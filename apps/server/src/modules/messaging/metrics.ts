import type { App } from "../../platform/app.ts";
import { registerGauge } from "../../platform/telemetry/metrics.ts";

interface Figures {
  due: number;
  oldest_seconds: number;
  channels_failing: number;
}

/** The installation's, the same from each process. */
export function registerMessageMetrics({ database, runtime }: App): void {
  const read = async (name: keyof Figures) => {
    const [row] = await database.call<Figures>({
      text: "select * from messaging.queue_figures($1)",
      values: [runtime.clock.now()],
    });
    return row ? [{ value: row[name] }] : [];
  };
  registerGauge("huiyou_messages_due", "Messages of active channels that are due; counted up to 100,001", [], () =>
    read("due"),
  );
  registerGauge(
    "huiyou_messages_oldest_due_seconds",
    "How long the oldest message of an active channel is due",
    [],
    () => read("oldest_seconds"),
  );
  registerGauge("huiyou_channels_failing", "Active channels whose last attempt failed", [], () =>
    read("channels_failing"),
  );
}
