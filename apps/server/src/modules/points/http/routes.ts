import type { Route } from "../../../platform/http/route.ts";
import { behave, behaveBulk } from "./behaviours.ts";
import { conflictsRoute } from "./conflicts.ts";
import { earn, earnBulk } from "./earn.ts";
import { operationsRoutes } from "./operations-routes.ts";
import { evaluateRoute } from "./evaluate.ts";
import { listProgramVersions, readProgram, writeProgram } from "./program.ts";
import {
  createRuleRoute,
  dropDraftRoute,
  getRuleRoute,
  listRulesRoute,
  publishRuleRoute,
  retireRuleRoute,
  saveDraftRoute,
} from "./rules.ts";
import { changeSeasonRoute, createSeasonRoute, deleteSeasonRoute, listSeasonsRoute } from "./seasons.ts";

export const routes: Route[] = [
  readProgram,
  writeProgram,
  listProgramVersions,
  earn,
  earnBulk,
  behave,
  behaveBulk,
  evaluateRoute,
  listRulesRoute,
  createRuleRoute,
  conflictsRoute,
  getRuleRoute,
  saveDraftRoute,
  dropDraftRoute,
  publishRuleRoute,
  retireRuleRoute,
  listSeasonsRoute,
  createSeasonRoute,
  changeSeasonRoute,
  deleteSeasonRoute,
  ...operationsRoutes,
];
