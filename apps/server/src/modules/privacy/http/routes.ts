import type { Route } from "../../../platform/http/route.ts";
import { consentRoutes } from "./consent-routes.ts";
import { documentRoutes } from "./document-routes.ts";
import { requestRoutes } from "./request-routes.ts";

export const routes: Route[] = [...documentRoutes, ...consentRoutes, ...requestRoutes];
