import "./errors.ts";
import "./events.ts";
import "./names.ts";
import "./personal-data.ts";

export { routes } from "./http/routes.ts";
export { wechatTasks, WECHAT_CRONTAB } from "./jobs.ts";
