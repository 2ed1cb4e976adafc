import type { Route } from "../../../platform/http/route.ts";
import { consentRoutes } from "./consent-routes.ts";
import { documentRoutes } from "./document-routes.ts";
import { packageRoutes } from "./package-routes.ts";
import { reportRoutes } from "./report-routes.ts";
import { requestRoutes } from "./request-routes.ts";
import { upkeepRoutes } from "./upkeep-routes.ts";

export const routes: Route[] = [
  ...documentRoutes,
  ...consentRoutes,
  ...requestRoutes,
  ...packageRoutes,
  ...upkeepRoutes,
  ...reportRoutes,
];
