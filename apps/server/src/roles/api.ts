import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { oldestOverdueTimer } from "../modules/org/index.ts";
import { registerMessageMetrics } from "../modules/messaging/index.ts";
import { registerWebhookMetrics } from "../modules/webhooks/index.ts";
import type { App } from "../platform/app.ts";
import { registerOperationsMetrics } from "../platform/operations/metrics.ts";
import { createServer } from "../platform/http/server.ts";
import type { Site } from "../platform/http/sites.ts";
import { authenticators, routes } from "./routes.ts";
import type { RunningRole } from "./running-role.ts";

const ROOT = path.resolve(import.meta.dirname, "../../../..");
const sites: readonly Site[] = [
  { prefix: "/", root: path.join(ROOT, "apps/web/dist"), build: "./dev start" },
  { prefix: "/m/", root: path.join(ROOT, "clients/member/dist/h5"), build: "./dev start" },
];

export async function startApi(app: App): Promise<RunningRole> {
  const { config, log } = app;
  const lifecycle = { draining: false };
  registerOperationsMetrics(app, () => oldestOverdueTimer(app.database, app.runtime.clock.now()));
  registerWebhookMetrics(app);
  registerMessageMetrics(app);
  const server = await createServer({ app, routes, authenticators, lifecycle, sites });
  const address = await server.listen({ host: config.HOST, port: config.PORT });
  log.info({ address }, "api is listening");
  return {
    name: "api",
    async stop() {
      lifecycle.draining = true;
      // A balancer needs a moment to read /readyz before the listener closes; running requests are always finished.
      if (config.DRAIN_SECONDS > 0) await sleep(config.DRAIN_SECONDS * 1000);
      await server.close();
    },
  };
}
