import "./errors.ts";
import "./events.ts";
import "./names.ts";
import "./personal-data.ts";

export { startDispatcher } from "./dispatcher.ts";
export { fanOut } from "./fan-out.ts";
export { registerWebhookMetrics } from "./metrics.ts";
export { routes } from "./http/routes.ts";
export { webhookTasks, WEBHOOKS_CRONTAB } from "./jobs.ts";
