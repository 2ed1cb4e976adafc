import "./errors.ts";
import "./personal-data.ts";

export { routes } from "./http/routes.ts";
