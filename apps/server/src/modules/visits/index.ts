import "./errors.ts";

export { routes } from "./http/routes.ts";
