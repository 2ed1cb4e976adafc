// Erasure as people do it: one asks, another approves, the worker finishes. And what is past its term goes at night.
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { runJobs } from "../../../../test/run-jobs.ts";
import {
  createTestTenant,
  PASSWORD,
  signInAs,
  startProgram,
  type TestTenant,
  toWireId,
} from "../../../../test/world.ts";
import { SYSTEM } from "../../../platform/audit/by.ts";
import { findJobKind } from "../../../platform/jobs/job-kinds.ts";
import { startJob } from "../../../platform/jobs/jobs.ts";
import { createStaff } from "../../access/index.ts";
import { newPhone, register, signInMember } from "../../members/test/build.ts";

const api = testApi();
let tenant: TestTenant;
let asker: string;
let second: string;
beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  const email = `second-${tenant.tenant_id}@example.com`;
  const post = { password: PASSWORD, name: "复核人", role: "hq_admin", unit_id: tenant.root_unit_id, email } as const;
  await api.app.database.write(tenant.tenant_id, (tx) => createStaff(tx, api.app.runtime, post));
  asker = await signInAs(api, tenant.admin.email);
  second = await signInAs(api, email);
});

const call = (token: string, request: string, body?: object) => api.call(request, { token, ...(body ? { body } : {}) });

describe("an erasure", () => {
  test("is asked for by one, approved by another and finished by the worker", async () => {
    const phone = newPhone();
    const member_id = String((await register(api, tenant, { name: "江听岚", phone })).body["member_id"]);
    const { token } = (await signInMember(api, tenant, phone)).body;
    const asked = await call(asker, "POST /v1/subject_requests", { member_id, kind: "erasure", channel: "letter" });
    const path = `/v1/subject_requests/${String(asked.body["request_id"])}`;
    await call(asker, `POST ${path}/start`, {});
    const { status, body } = await call(asker, `POST ${path}/erase`, { reason: "本人书面要求" });
    expect(status).toBe(202);
    const approval = `/v1/approvals/${String(body["approval_id"])}`;
    const { effect_hash } = (await call(second, `GET ${approval}`)).body;
    expect((await call(asker, `POST ${approval}/approve`, { effect_hash })).body["code"]).toBe("same_person");
    // Until then nothing has happened to them.
    expect((await call(asker, `GET /v1/members/${member_id}`)).body["name"]).toBe("江听岚");

    expect((await call(second, `POST ${approval}/approve`, { effect_hash })).status).toBe(200);
    expect((await call(asker, `GET /v1/members/${member_id}`)).body).toMatchObject({ name: "已注销会员" });
    expect((await call(String(token), "GET /v1/member")).status).toBe(401);
    const between = (await call(asker, `GET ${path}`)).body["request"] as unknown as { job_id: string };
    expect(between).toMatchObject({ state: "in_progress", erased_at: expect.any(String) });
    const job = `/v1/jobs/${between.job_id}`;
    expect((await call(second, `GET ${job}`)).body).toMatchObject({ state: "queued", can_cancel: false });
    expect((await call(second, `POST ${job}/cancel`)).body["code"]).toBe("job_not_cancelable");

    await runJobs(api.app);
    const done = (await call(asker, `GET ${path}`)).body;
    expect(done["request"]).toMatchObject({ state: "done" });
    expect((await call(second, `GET ${job}`)).body).toMatchObject({ state: "done", done: 3, total: 3 });
    const words = "select 1 from privacy.subject_request where words_cipher is not null and tenant_id = $1";
    expect(await api.db.query(words, [tenant.tenant_id])).toEqual([]);
  });
});

describe("whoever has many names", () => {
  test("is forgotten under each, and a number of theirs that is an amount elsewhere stays an amount", async () => {
    const { tenant_id, api_key } = tenant;
    await startProgram(api.app, tenant_id);
    const [phone, other_phone] = [newPhone(), newPhone()];
    const email = `lily-${tenant_id}@example.com`;
    const made = await register(api, tenant, { name: "Li", phone, external_id: "100" });
    const member_id = String(made.body["member_id"]);
    for (const identity of [
      { kind: "phone", value: other_phone },
      { kind: "email", value: email },
    ])
      await call(api_key, `POST /v1/members/${member_id}/identities`, { identity });
    const adjustment = { member_id, points: 100, reason: `Li (100), ${email}: Lily's 100 were 1001` };
    const headers = { "idempotency-key": "adjust-100" };
    const adjusted = await api.call("POST /v1/points/adjustments", { token: api_key, body: adjustment, headers });
    expect(adjusted.status).toBe(201);
    await signInMember(api, tenant, other_phone);
    await api.call("POST /v1/member/email_codes", { body: { tenant_id: toWireId("tenant", tenant_id), email } });

    const asked = await call(asker, "POST /v1/subject_requests", { member_id, kind: "erasure", channel: "letter" });
    const path = `/v1/subject_requests/${String(asked.body["request_id"])}`;
    await call(asker, `POST ${path}/start`, {});
    const erased = await call(asker, `POST ${path}/erase`, { reason: "本人书面要求" });
    expect([erased.status, erased.text]).toEqual([202, expect.any(String)]);
    const approval = `/v1/approvals/${String(erased.body["approval_id"])}`;
    const { effect_hash } = (await call(second, `GET ${approval}`)).body;
    expect((await call(second, `POST ${approval}/approve`, { effect_hash })).status).toBe(200);
    await runJobs(api.app);
    expect((await call(asker, `GET ${path}`)).body["request"]).toMatchObject({ state: "done" });

    const [told] = await api.db.query<{ reason: string }>(
      "select reason from points.adjustment where tenant_id = $1 and points = 100",
      [tenant_id],
    );
    expect(told?.reason).toBe("▇▇ (▇▇), ▇▇: Lily's ▇▇ were 1001");
    const again = await api.call("POST /v1/points/adjustments", { token: api_key, body: adjustment, headers });
    expect(again.body).toMatchObject({ points: 100 });
    const reached = "select 1 from messaging.message where tenant_id = $1 and to_index is not null";
    expect(await api.db.query(reached, [tenant_id])).toEqual([]);
    const codes = "select 1 from members.sign_in_code where tenant_id = $1";
    expect(await api.db.query(codes, [tenant_id])).toEqual([]);
  });
});

describe("terms of keeping", () => {
  test("are kept every night at 03:20, as a job that leaves one run in the list", async () => {
    expect(findJobKind("privacy.retention")?.schedule).toEqual({ cron: "20 3 * * *", input: null });
    const phone = newPhone();
    await signInMember(api, tenant, phone);
    const { tenant_id } = tenant;
    await api.db.query(
      "update messaging.message set created_at = created_at - interval '400 days' where tenant_id = $1",
      [tenant_id],
    );
    const job = { kind: "privacy.retention", input: null, by: SYSTEM, scope: "all" } as const;
    await api.app.database.write(tenant_id, (tx) => startJob(tx, api.app, job));
    await runJobs(api.app);
    const { runs } = (await call(asker, "GET /v1/privacy/retention")).body as unknown as {
      runs: { dry_run: boolean; results: { data_class: string; rows: number }[] }[];
    };
    expect(runs).toHaveLength(1);
    const messages = runs[0]?.results.find(({ data_class }) => data_class === "messages");
    expect(messages?.rows).toBeGreaterThan(0);
    const left = await api.db.query("select 1 from messaging.message where tenant_id = $1", [tenant_id]);
    expect(left).toEqual([]);
  });
});
