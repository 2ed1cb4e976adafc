import type { Route } from "../../http/route.ts";
import "../errors.ts";
import "../names.ts";
import { importRoutes } from "./import-routes.ts";
import { kindRoutes } from "./kind-routes.ts";
import { mappingRoutes } from "./mapping-routes.ts";
import { workRoutes } from "./work-routes.ts";

export const routes: Route[] = [...kindRoutes, ...importRoutes, ...mappingRoutes, ...workRoutes];
