import "./errors.ts";
import "./events.ts";
import "./names.ts";
import "./personal-data.ts";

export { noteFollow, noteUnfollow } from "./followers.ts";
export { routes } from "./http/routes.ts";
export { changeAccount, createAccount } from "./save-account.ts";
export { wechatTasks, WECHAT_CRONTAB } from "./jobs.ts";
