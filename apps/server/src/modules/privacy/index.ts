import "../../platform/personal-data/platform-traces.ts";
import "./errors.ts";
import "./events.ts";
import "./names.ts";
import "./personal-data.ts";

export { PRIVACY_CRONTAB, privacyTasks } from "./jobs.ts";
export { noteKeyVersion } from "./keys/key-state.ts";
export { routes } from "./http/routes.ts";
export { createIncident } from "./report/incidents.ts";
export { moveRequest } from "./requests/move-request.ts";
export { openRequest } from "./requests/open-request.ts";
export { revealMember } from "./reveal-member.ts";
