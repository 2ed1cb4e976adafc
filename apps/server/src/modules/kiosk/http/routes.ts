import type { Route } from "../../../platform/http/route.ts";
import { callRoutes } from "./call-routes.ts";
import { deviceRoutes } from "./device-routes.ts";

export const routes: Route[] = [...deviceRoutes, ...callRoutes];
