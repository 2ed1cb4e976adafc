// A request that works, for every route: what trials of all routes start from. A route with a body or parameters
// that is in none of the rooms' files beside this one fails the test of it.
import type { Route } from "../src/platform/http/route.ts";
import { routeName } from "../src/platform/http/route.ts";
import type { RequestWorld } from "./request-world.ts";
import type { ReplyBody } from "./api.ts";
import { identity } from "./identity-requests.ts";
import { privacy } from "./privacy-requests.ts";
import { integrators } from "./integrator-requests.ts";
import { approvals } from "./approval-requests.ts";
import { importRequests } from "./import-requests.ts";
import { channelRequests } from "./channel-requests.ts";
import { kioskRequests } from "./kiosk-requests.ts";
import { wechatRequests } from "./wechat-requests.ts";
import { exportRequests } from "./export-requests.ts";
import { jobRequests } from "./job-requests.ts";
import { accessRequests } from "./access-requests.ts";
import { refunds } from "./refund-requests.ts";
import { ledgerRequests } from "./ledger-requests.ts";
import { memberRequests } from "./member-requests.ts";
import { figureRequests } from "./figure-requests.ts";
import { mergeRequests } from "./merge-requests.ts";
import { fieldRequests } from "./field-requests.ts";
import { findRequests } from "./find-requests.ts";
import { familyRequests } from "./family-requests.ts";
import { orgRequests } from "./org-requests.ts";
import { pointRequests } from "./point-requests.ts";
import { purchaseRequests } from "./purchase-requests.ts";
import { recordRequests } from "./record-requests.ts";
import { ruleRequests } from "./rule-requests.ts";
import { visitRequests } from "./visit-requests.ts";
import { sandboxRequests } from "./sandbox-requests.ts";

export interface BuiltRequest {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: Record<string, unknown>;
  /** Content of a file, for a route that takes one. */
  upload?: string;
  /** Somebody whom the request ends or changes, instead of the world's own caller. */
  token?: string;
  /** Addresses at which the answer's texts are seen again. */
  shows?: (answer: ReplyBody) => string[];
  /** Pointer of a field → fields that are left out when it is given: only one of them may be. */
  instead?: Readonly<Record<string, readonly string[]>>;
}

/** `n` is new for every call: what must be unique is made from it. */
export type Builder = (world: RequestWorld, n: number) => BuiltRequest | Promise<BuiltRequest>;

const builders: Readonly<Record<string, Builder>> = {
  ...orgRequests,
  ...accessRequests,
  ...identity,
  ...memberRequests,
  ...mergeRequests,
  ...figureRequests,
  ...recordRequests,
  ...familyRequests,
  ...fieldRequests,
  ...findRequests,
  ...ledgerRequests,
  ...pointRequests,
  ...purchaseRequests,
  ...ruleRequests,
  ...sandboxRequests,
  ...refunds,
  ...approvals,
  ...jobRequests,
  ...importRequests,
  ...exportRequests,
  ...visitRequests,
  ...privacy,
  ...integrators,
  ...channelRequests,
  ...wechatRequests,
  ...kioskRequests,
};

export interface RouteRequest extends BuiltRequest {
  readonly route: Route;
  readonly name: string;
  /** With its parameters filled in, without a query. */
  readonly path: string;
  readonly headers: Record<string, string>;
}

let serial = 0;

/** One that this route answers with success, unlike any before it; by the one given, unless it takes its own. */
export async function buildRequest(route: Route, world: RequestWorld, by?: string): Promise<RouteRequest> {
  const name = routeName(route);
  const builder = builders[name];
  if (!builder && route.body) throw new Error(`${name} has no builder in apps/server/test/*-requests.ts`);
  const n = ++serial;
  const built: BuiltRequest = builder ? await builder(world, n) : {};
  const token = built.token ?? by ?? tokenOf(route, world);
  const params = { ...worldParams(world), ...built.params };
  return {
    ...built,
    ...(token === undefined ? {} : { token }),
    params,
    route,
    name,
    path: route.path.replace(/:(\w+)/g, (_, key: string) => params[key] ?? `no-${key}-in-the-request-world`),
    headers: {
      ...(route.idempotency === "required" ? { "idempotency-key": `request-${n}` } : {}),
      ...(built.upload === undefined ? {} : { "content-type": "text/csv" }),
    },
  };
}

function worldParams(world: RequestWorld): Record<string, string> {
  const { member_id, purchase_id, transaction_id, account_id, adjustment_id, replay_id } = world;
  return { member_id, purchase_id, transaction_id, account_id, adjustment_id, replay_id };
}

function tokenOf({ access: { actors } }: Route, world: RequestWorld): string | undefined {
  if (actors.includes("api_key")) return world.tenant.api_key;
  if (actors.includes("staff")) return world.staff_token;
  return actors.includes("member") ? world.member_token : undefined;
}
