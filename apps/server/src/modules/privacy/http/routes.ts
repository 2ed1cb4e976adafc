import type { Route } from "../../../platform/http/route.ts";
import { consentRoutes } from "./consent-routes.ts";
import { documentRoutes } from "./document-routes.ts";
import { incidentRoutes } from "./incident-routes.ts";
import { keyRoutes } from "./key-routes.ts";
import { ownCopyRoutes } from "./own-copy-routes.ts";
import { packageRoutes } from "./package-routes.ts";
import { reportRoutes } from "./report-routes.ts";
import { requestRoutes } from "./request-routes.ts";
import { retentionRoutes } from "./retention-routes.ts";

export const routes: Route[] = [
  ...documentRoutes,
  ...consentRoutes,
  ...requestRoutes,
  ...packageRoutes,
  ...retentionRoutes,
  ...incidentRoutes,
  ...keyRoutes,
  ...ownCopyRoutes,
  ...reportRoutes,
];
