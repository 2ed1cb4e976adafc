import type { Route } from "../../../platform/http/route.ts";
import { accountRoutes } from "./account-routes.ts";
import { holdRoutes } from "./hold-routes.ts";
import { moveRoutes } from "./move-routes.ts";
import { postRoutes } from "./post-routes.ts";
import { proofRoutes } from "./proof-routes.ts";
import { transactionRoutes } from "./transaction-routes.ts";

export const routes: Route[] = [
  ...postRoutes,
  ...transactionRoutes,
  ...moveRoutes,
  ...accountRoutes,
  ...holdRoutes,
  ...proofRoutes,
];
