// Guessing codes and asking who is here: by what is said, and by the work that is done for it.
import { beforeAll, describe, expect, test } from "vitest";
import { newestCode, newPhone, register } from "../../src/modules/members/test/build.ts";
import { type Reply, testApi } from "../api.ts";
import { createTestTenant, type TestTenant, toWireId } from "../world.ts";

const api = testApi({ environment: { RATE_LIMIT_PUBLIC: "0" } });
let tenant: TestTenant;
let tenant_id: string;
beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  tenant_id = toWireId("tenant", tenant.tenant_id);
});

const codeOf = (reply: Reply) => [reply.status, reply.body?.["code"]];
const said = ({ status, body }: Reply) => {
  const { request_id: _, ...rest } = body ?? {};
  return [status, rest];
};
const askCode = (phone: string) => api.call("POST /v1/member/sms_codes", { body: { tenant_id, phone } });
const enter = (phone: string, code: string) =>
  api.call("POST /v1/member/sessions", {
    body: { tenant_id, phone, code, consents: [{ purpose: "membership", text_version: "1" }] },
  });

async function inLanes<T>(items: readonly T[], lanes: number, work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < items.length) await work(items[next++] as T);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

describe("ten thousand wrong codes", () => {
  test("get five tries, from however many connections, and the right one comes too late", {
    timeout: 120_000,
  }, async () => {
    const phone = newPhone();
    await register(api, tenant, { name: "受害者", phone });
    await askCode(phone);
    const right = await newestCode(api, tenant);
    // Nor can codes be had faster than one a minute.
    expect(codeOf(await askCode(phone))).toEqual([429, "sms_too_soon"]);
    const codes = Array.from({ length: 10_000 }, (_, n) =>
      String((Number(right) + 1 + n) % 1_000_000).padStart(6, "0"),
    );
    const outcomes = new Map<string, number>();
    await inLanes(codes, 32, async (code) => {
      const told = codeOf(await enter(phone, code)).join(" ");
      outcomes.set(told, (outcomes.get(told) ?? 0) + 1);
    });
    expect([...outcomes.keys()].sort()).toEqual(["422 code_expired", "422 code_wrong"]);
    expect(outcomes.get("422 code_wrong")).toBeLessThanOrEqual(5);
    expect(codeOf(await enter(phone, right))).toEqual([422, "code_expired"]);
  });
});

describe("who is a member", () => {
  test("is told neither by asking for a code nor by a wrong one", async () => {
    const [known, stranger] = [newPhone(), newPhone()];
    await register(api, tenant, { name: "会员", phone: known });
    expect(said(await enter(known, "000000"))).toEqual(said(await enter(stranger, "000000")));
    expect(said(await askCode(known))).toEqual(said(await askCode(stranger)));
    expect(said(await enter(known, "000000"))).toEqual(said(await enter(stranger, "000000")));
  });

  test("costs the same work: one code and one message each", async () => {
    const [known, stranger] = [newPhone(), newPhone()];
    await register(api, tenant, { name: "会员", phone: known });
    const worked = async (phone: string) => {
      const before = await written();
      await askCode(phone);
      const after = await written();
      return after.map((count, index) => count - (before[index] ?? 0));
    };
    expect([await worked(known), await worked(stranger)]).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  const written = () => counts("members.sign_in_code", "messaging.message");
});

async function counts(...tables: string[]): Promise<number[]> {
  const rows = await Promise.all(
    tables.map((table) => api.db.query<{ n: number }>(`select count(*)::int as n from ${table}`)),
  );
  return rows.map(([row]) => row?.n ?? 0);
}

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

describe("who works here", () => {
  const signIn = (email: string) => api.call("POST /v1/sessions", { body: { email, password: "not the password" } });

  test("is told neither by words nor by the time of a sign-in", async () => {
    const times: { known: number[]; unknown: number[] } = { known: [], unknown: [] };
    const timed = async (kind: "known" | "unknown", email: string) => {
      const started = performance.now();
      const reply = await signIn(email);
      times[kind].push(performance.now() - started);
      expect(codeOf(reply)).toEqual([401, "invalid_credentials"]);
    };
    // In turn, so that a busy machine slows both; fewer than lock anybody out.
    const others = await Promise.all(Array.from({ length: 4 }, () => createTestTenant(api.app)));
    const known = others.flatMap((one) => [one.admin.email, one.manager.email]);
    for (const [n, email] of [...known, ...known].entries()) {
      await timed("known", email);
      await timed("unknown", `nobody${n}@example.com`);
    }
    const ratio = median(times.known) / median(times.unknown);
    // Without the password's hash an unknown address would answer ten times as fast.
    expect(ratio).toBeGreaterThan(0.4);
    expect(ratio).toBeLessThan(2.5);
  });

  test("is not told by a lock-out either: unknown addresses lock as well", async () => {
    const email = "nobody-at-all@example.com";
    for (let n = 0; n < 5; n++) await signIn(email);
    expect(codeOf(await signIn(email))).toEqual([429, "locked_out"]);
  });

  test("is told neither by words nor by the work of a forgotten password", async () => {
    const ask = async (email: string) => {
      const before = await counts("access.password_reset", "graphile_worker._private_jobs", "messaging.message");
      const reply = await api.call("POST /v1/password_resets", { body: { email } });
      const after = await counts("access.password_reset", "graphile_worker._private_jobs", "messaging.message");
      return [said(reply), after.map((count, index) => count - (before[index] ?? 0))];
    };
    const known = await ask(tenant.admin.email);
    expect(known).toEqual([
      [202, { sent: "if_known" }],
      [1, 1, 0],
    ]);
    expect(await ask("nobody@example.com")).toEqual(known);
  });

  test("is asked by mail at most five times an hour, and nobody is told when that is reached", async () => {
    const email = tenant.manager.email;
    const replies = await Promise.all(
      Array.from({ length: 20 }, () => api.call("POST /v1/password_resets", { body: { email } })),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([202]));
    const [row] = await api.db.query<{ n: number }>(
      "select count(*)::int as n from access.password_reset r join access.person p using (person_id) where p.email = $1",
      [email],
    );
    expect(row?.n).toBe(5);
  });
});
