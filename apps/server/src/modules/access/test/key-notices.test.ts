import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { runJobs } from "../../../../test/run-jobs.ts";
import { SYSTEM } from "../../../platform/audit/by.ts";
import { startJob } from "../../../platform/jobs/jobs.ts";
import { fixedClock } from "../../../platform/kernel/clock.ts";
import { callAs, type House, openHouse } from "./build.ts";
import { signInAs } from "../../../../test/world.ts";

const DAY_MS = 86_400_000;
const clock = fixedClock(new Date("2026-05-01T01:00:00Z"));
const api = testApi({ clock, environment: { PUBLIC_URL: "https://console.example/" } });
let house: House;
beforeAll(async () => {
  house = await openHouse(api);
});

const inDays = (days: number) => new Date(clock.now().getTime() + days * DAY_MS).toISOString();

/** What the morning's run does: addresses and subjects of the mails it sent. */
async function morning(): Promise<string[][]> {
  const before = await mails();
  await api.app.database.write(house.tenant.tenant_id, (tx) =>
    startJob(tx, api.app, { kind: "access.key_notices", input: null, by: SYSTEM, scope: "all" }),
  );
  await runJobs(api.app);
  return (await mails()).slice(0, -before.length || undefined);
}
async function mails(): Promise<string[][]> {
  const { body } = await api.call("GET /v1/messages?limit=100", { token: house.tenant.api_key });
  const all = body["data"] as unknown as { kind: string; to_masked: string; body: string }[];
  return all.filter(({ kind }) => kind === "key_expiry").map((mail) => [mail.to_masked, mail.body]);
}

describe("a key that ends", () => {
  test("is told of two weeks and three days before, once, to its maker and to who keeps keys there", async () => {
    const role = await house.createRole({ permissions: ["keys:read", "keys:write", "org:read"] });
    const maker = await house.hire(role.code);
    const near = await house.hire(role.code);
    await house.hire(role.code, house.tenant.second.unit_id);
    await house.hire("guide");
    const body = { name: "票务系统", permissions: ["org:read"], unit_id: house.unit.first, expires_at: inDays(20) };
    const made = await maker.call("POST /v1/api_keys", body);
    expect(made.status).toBe(201);
    expect(await morning()).toEqual([]);
    clock.advance(8 * DAY_MS);
    const first = await morning();
    const to = (email: string) => `${email[0]}***${email.slice(email.indexOf("@"))}`;
    const keepers = [maker.email, near.email, house.tenant.admin.email].map(to);
    expect(first.map(([address]) => address)).toEqual(expect.arrayContaining(keepers));
    expect(first).toHaveLength(keepers.length);
    expect(first[0]?.[1]).toContain("“票务系统”");
    expect(first[0]?.[1]).toContain("2026-05-21");
    expect(first[0]?.[1]).toContain("https://console.example/platform/keys");
    expect(await morning()).toEqual([]);
    clock.advance(10 * DAY_MS);
    expect(await morning()).toHaveLength(3);
    expect(await morning()).toEqual([]);
    // A later end is another end.
    const admin = callAs(api, await signInAs(api, house.tenant.admin.email));
    const path = `/v1/api_keys/${String(made.body["api_key_id"])}`;
    expect((await admin(`PATCH ${path}`, { expires_at: inDays(30) })).body).toMatchObject({ state: "active" });
    expect(await morning()).toEqual([]);
    clock.advance(20 * DAY_MS);
    expect(await morning()).toHaveLength(3);
    const again = callAs(api, await signInAs(api, house.tenant.admin.email));
    expect((await again(`DELETE ${path}`)).status).toBe(204);
    clock.advance(8 * DAY_MS);
    expect(await morning()).toEqual([]);
  });
});
