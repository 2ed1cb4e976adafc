// Two tenants; in the first one two stores. Of every kind of id: one of the first store, one of the second, one of the
// other tenant, and one that nobody has.
import { createStaff, PERMISSIONS } from "../../src/modules/access/index.ts";
import { newPhone, signInMember } from "../../src/modules/members/test/build.ts";
import { putProgram } from "../../src/modules/points/index.ts";
import { type IdKind, toWireId } from "../../src/platform/kernel/ids.ts";
import { type Route, routeName } from "../../src/platform/http/route.ts";
import type { TestApi } from "../api.ts";
import type { IdParameter } from "./input.ts";
import { type ExampleIds, examples, NOW } from "./examples.ts";
import { standAtKiosk } from "../kiosk-requests.ts";
import { createTestKey, createTestTenant, PASSWORD, signInAs, type TestTenant } from "../world.ts";

/** What belongs to the tenant as a whole has no store. */
const WHOLE_TENANT = new Set<string>([
  "tenant",
  "role",
  "tag",
  "earning_rule",
  "season",
  "replay",
  "incident",
  "field",
  "channel",
  "message",
  "wechat_account",
  // Decided and seen by people only: the stores' approvals are tried in platform/approvals.
  "approval",
  "delegation",
  "audit_entry",
] satisfies IdKind[]);

/** What one store has and another does not. A right may be lent to any colleague of the tenant. */
export function isOfStore({ kind }: IdParameter, route: Route): boolean {
  return !WHOLE_TENANT.has(kind) && routeName(route) !== "POST /v1/delegations";
}

export interface MatrixWorld {
  /** The first tenant. */
  tenant: TestTenant;
  own: ExampleIds;
  other_store: ExampleIds;
  other_tenant: ExampleIds;
  unknown: ExampleIds;
  tokens: { admin: () => Promise<string>; store_admin: () => Promise<string>; member: () => Promise<string> };
  /** After a call that may have ended a session. */
  forgetTokens: () => void;
  api_key: string;
  /** A key of the first store with every permission. */
  store_key: string;
  /** A kiosk of the first store, at which the visit of `own` is under way. */
  device: string;
}

export async function buildMatrixWorld(
  api: TestApi,
  clock: { advance(milliseconds: number): void },
): Promise<MatrixWorld> {
  const [a, b] = [await newTenant(api), await newTenant(api)];
  const phone = newPhone();
  const { token: device, kiosk_visit_id: kiosk_visit } = await standAtKiosk(api, a, newPhone());
  const own = { ...(await examples(api, a, a.first, phone)), kiosk_visit };
  const other_store = await examples(api, a, a.second);
  const other_tenant = await examples(api, b, b.first);
  const store_admin = { email: "store-admin@example.com", role: "hq_admin", unit_id: a.first.unit_id } as const;
  await api.app.database.write(a.tenant_id, (tx) =>
    createStaff(tx, api.app.runtime, { ...store_admin, name: "店总", password: PASSWORD }),
  );
  const store_key = await createTestKey(api.app, a, PERMISSIONS, a.first.unit_id);
  let admin: string | undefined;
  let store: string | undefined;
  let member: string | undefined;
  return {
    tenant: a,
    own,
    other_store,
    other_tenant,
    unknown: Object.fromEntries(
      (Object.keys(own) as IdKind[]).map((kind) => [kind, toWireId(kind, api.app.runtime.ids.next())]),
    ),
    api_key: a.api_key,
    device,
    store_key,
    tokens: {
      admin: async () => (admin ??= await signInAs(api, a.admin.email)),
      store_admin: async () => (store ??= await signInAs(api, store_admin.email)),
      member: async () => {
        if (member === undefined) {
          // The next code by SMS comes a minute later at the earliest.
          clock.advance(61_000);
          member = String((await signInMember(api, a, phone)).body["token"]);
        }
        return member;
      },
    },
    forgetTokens: () => {
      admin = undefined;
      store = undefined;
      member = undefined;
    },
  };
}

async function newTenant(api: TestApi): Promise<TestTenant> {
  const tenant = await createTestTenant(api.app, { mode: "sandbox", test_now: NOW });
  const program = { rate_points: 1, rate_fen: 100, daily_cap: 1500, time_zone: "Asia/Shanghai", expected_version: 0 };
  await api.app.database.write(tenant.tenant_id, (tx) =>
    putProgram(tx, api.app.runtime, { ...program, effective_from: new Date("2026-01-01T00:00:00Z") }),
  );
  return tenant;
}
