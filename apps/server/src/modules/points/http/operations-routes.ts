import type { Route } from "../../../platform/http/route.ts";
import { adjustmentRoutes } from "./adjustments.ts";
import { liabilityRoutes } from "./liability.ts";
import { redemptionRoutes } from "./redemptions.ts";
import { replayRoutes } from "./replays.ts";

/** What happens to points beside being earned. */
export const operationsRoutes: Route[] = [
  ...adjustmentRoutes,
  ...redemptionRoutes,
  ...liabilityRoutes,
  ...replayRoutes,
];
