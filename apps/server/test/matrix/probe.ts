// Asks routes about ids: what is served, what is denied, and whether a denial gives away that something is there.
import { randomUUID } from "node:crypto";
import { type Route, routeName } from "../../src/platform/http/route.ts";
import type { TestApi } from "../api.ts";
import { type IdParameter, idsOf, type Sample, sampleOf } from "./input.ts";
import type { ExampleIds } from "./examples.ts";
import type { MatrixWorld } from "./world.ts";

export interface Outcome {
  status: number;
  code: string | undefined;
  body: unknown;
}

export function idOf(ids: ExampleIds, parameter: IdParameter): string {
  const id = ids[parameter.kind];
  if (id === undefined) throw new Error(`give the matrix an example of a ${parameter.kind} (${parameter.pointer})`);
  return id;
}

/** What says neither "yes" nor anything about what is there. */
function denies({ status, body }: Outcome, place: IdParameter["place"]): boolean {
  if (status === 404) return true;
  const answer = body as { data?: unknown[]; count?: number; results?: { status: string }[] } | undefined;
  if (place === "query") return status === 200 && (answer?.data?.length === 0 || answer?.count === 0);
  const items = answer?.results;
  return status === 200 && items !== undefined && items.length > 0 && items.every((item) => item.status === "failed");
}

/** The answer without what differs from call to call. */
const shape = ({ status, body }: Outcome) =>
  JSON.stringify([status, body], (key, value: unknown) => (key === "request_id" ? undefined : value));

/** Each action has one target and nothing that is another's. */
async function deedFor({ pointer }: IdParameter): Promise<Record<string, unknown>> {
  const none = { tag_id: undefined, owner_staff_id: undefined };
  if (pointer === "/tag_id") return { action: "tag", owner_staff_id: undefined };
  return pointer === "/owner_staff_id" ? { action: "assign", tag_id: undefined } : { action: "block", ...none };
}

export function createProbe(api: TestApi, worldOf: () => MatrixWorld) {
  /** Fields that must fit together or to the present state, beyond what the schema says. */
  const OVERRIDES: Record<string, (target: IdParameter) => Promise<Record<string, unknown>>> = {
    "POST /v1/members/{member_id}/identities": async () => ({
      identity: { kind: "email", value: "guest@yunxiu.example" },
    }),
    "POST /v1/imports": async () => ({ kind: "members" }),
    "POST /v1/members/bulk_operations": deedFor,
    "POST /v1/members/bulk_operations/evaluate": deedFor,
    "POST /v1/venues": async () => ({ opens_at: "08:00", closes_at: "20:00" }),
    "POST /v1/org_units": async () => ({ kind: "store" }),
    "POST /v1/webhook_endpoints": async () => ({ url: "https://hooks.example.com/", event_types: ["points.*"] }),
    // A member or a household pays, never both.
    "POST /v1/points/redemptions": async ({ pointer }) => (pointer === "/venue_id" ? { household_id: undefined } : {}),
    "PATCH /v1/members/{member_id}": async () => {
      const { body } = await api.call(`GET /v1/members/${worldOf().own.member}`, { token: worldOf().api_key });
      return { version: body["version"] };
    },
    "POST /v1/approvals/{approval_id}/approve": async () => ({ effect_hash: "0".repeat(32) }),
    "POST /v1/delegations": async () => ({
      permissions: ["points:approve"],
      from: "2026-10-01T00:00:00Z",
      until: "2026-10-31T00:00:00Z",
    }),
    "PUT /v1/tags/{tag_id}/rule": async () => ({
      rule: { combinator: "and", rules: [{ field: "visits", operator: ">=", value: 1 }] },
    }),
    "PUT /v1/points/rules/{rule_id}/draft": async () => ({
      definition: {
        kind: "multiplier",
        trigger: "purchase",
        factor: { num: 2, den: 1 },
        conditions: { combinator: "and", rules: [] },
      },
    }),
  };

  async function call(route: Route, { path, body }: Sample, token?: string): Promise<Outcome> {
    const headers = { "accept-language": "en", "idempotency-key": randomUUID() };
    const told = { headers, ...(body === undefined ? {} : { body }), ...(token === undefined ? {} : { token }) };
    const { status, body: answer } = await api.call(`${route.method} ${path}`, told);
    return { status, code: answer?.["code"] as string | undefined, body: answer };
  }

  /** The request with the id in question: with every other id the route takes, and with no optional one beside it. */
  async function requestsWith(route: Route, target: IdParameter, ids: ExampleIds): Promise<Sample[]> {
    const all = idsOf(route);
    const id = (one: IdParameter) =>
      idOf(one.place === target.place && one.pointer === target.pointer ? ids : worldOf().own, one);
    const override = (await OVERRIDES[routeName(route)]?.(target)) ?? {};
    const beside = all.length > 1 ? [all, [target]] : [all];
    return beside.map((optional) => sampleOf(route, { id, optional, override }));
  }

  /** How the server gives away, or serves, what is not the caller's; empty when it does not. */
  async function leaksOf(route: Route, target: IdParameter, foreign: ExampleIds, token: string): Promise<string[]> {
    const asked = await requestsWith(route, target, foreign);
    const missing = await requestsWith(route, target, worldOf().unknown);
    const leaks: string[] = [];
    let denied = false;
    for (const [index, request] of asked.entries()) {
      const outcome = await call(route, request, token);
      const unknown = await call(route, missing[index] ?? request, token);
      const told = `${outcome.status} ${JSON.stringify(outcome.body)}`;
      // Whoever asks cannot tell what is somebody else's from what is not there at all.
      const differs =
        shape(outcome).replaceAll(idOf(foreign, target), "id") !==
        shape(unknown).replaceAll(idOf(worldOf().unknown, target), "id");
      if (differs) leaks.push(`answers otherwise than for an unknown id: ${told}`);
      // A request of the wrong shape may be refused for that, but none may be served.
      if (outcome.status < 400 && !denies(outcome, target.place)) leaks.push(`is served: ${told}`);
      denied ||= denies(outcome, target.place);
      if (!denied && index === asked.length - 1)
        leaks.push(`is never looked for, the request lacks something: ${told}`);
    }
    return leaks;
  }

  return { call, requestsWith, leaksOf };
}
