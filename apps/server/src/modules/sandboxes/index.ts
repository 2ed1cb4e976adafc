import "./errors.ts";

export { routes } from "./http/routes.ts";
export { type FillSandbox, sandboxTasks } from "./jobs.ts";
