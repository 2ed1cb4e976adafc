import type { Route } from "../../../platform/http/route.ts";
import { deliveryRoutes } from "./delivery-routes.ts";
import { endpointRoutes } from "./endpoint-routes.ts";

export const routes: Route[] = [...endpointRoutes, ...deliveryRoutes];
