import type { Route } from "../../../platform/http/route.ts";
import { bulkRoute } from "./bulk.ts";
import { commitRoute } from "./commit.ts";
import { evaluateRoute } from "./evaluate.ts";
import { evaluateRefundRoute, refundRoute } from "./refund.ts";
import { detailRoute, listRoute } from "./read.ts";

export const routes: Route[] = [
  listRoute,
  evaluateRoute,
  commitRoute,
  bulkRoute,
  detailRoute,
  evaluateRefundRoute,
  refundRoute,
];
