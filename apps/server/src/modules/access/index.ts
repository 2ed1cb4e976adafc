import "./http/exports.ts";
import "./errors-identity.ts";
import "./errors.ts";
import "./key-notices.ts";
import "./message-kinds.ts";
import "./standing.ts";
import "./role-change-operation.ts";
import "./personal-data.ts";
import "./staff-import.ts";

export { staffAuthenticator } from "./authenticate.ts";
export { createApiKey, type NewApiKey } from "./create-api-key.ts";
export { createStaff, type NewStaff } from "./create-staff.ts";
export { ACCESS_CRONTAB, accessTasks } from "./jobs.ts";
export { routes } from "./http/routes.ts";
export { type TemplateCode } from "./domain/role-templates.ts";
export { type Permission, PERMISSIONS } from "./domain/permissions.ts";
export { staffName } from "./list-staff.ts";
export { setStaffPhone } from "./staff-phone.ts";
