import "./errors.ts";
import "./personal-data.ts";

export { routes } from "./http/routes.ts";
export { KIOSK_CRONTAB, kioskTasks } from "./jobs.ts";
