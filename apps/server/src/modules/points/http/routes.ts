import type { Route } from "../../../platform/http/route.ts";
import { earn, earnBulk } from "./earn.ts";
import { operationsRoutes } from "./operations-routes.ts";
import { readProgram, writeProgram } from "./program.ts";

export const routes: Route[] = [readProgram, writeProgram, earn, earnBulk, ...operationsRoutes];
