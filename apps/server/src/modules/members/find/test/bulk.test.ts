import { beforeAll, describe, expect, test } from "vitest";
import { type Reply, testApi } from "../../../../../test/api.ts";
import { runJobs } from "../../../../../test/run-jobs.ts";
import { createTestTenant, PASSWORD, signInAs, type TestTenant, toWireId } from "../../../../../test/world.ts";
import { parseWireId } from "../../../../platform/kernel/ids.ts";
import { createStaff } from "../../../access/index.ts";
import { newPhone, register } from "../../test/build.ts";

const api = testApi();
let tenant: TestTenant;
let admin: string;
let manager: string;
let tag_id: string;

beforeAll(async () => {
  tenant = await createTestTenant(api.app);
  admin = await signInAs(api, tenant.admin.email);
  manager = await signInAs(api, tenant.manager.email);
  tag_id = String((await api.call("POST /v1/tags", { token: admin, body: { name: "活动" } })).body["tag_id"]);
});

const call = (request: string, body?: object, token = admin) =>
  api.call(request, { token, ...(body === undefined ? {} : { body }) });

async function people(count: number, prefix: string, unit = tenant.first): Promise<string[]> {
  const made: string[] = [];
  for (let n = 0; n < count; n++) {
    const home_unit_id = toWireId("org_unit", unit.unit_id);
    const { body } = await register(api, tenant, { name: `${prefix}${n}`, phone: newPhone(), home_unit_id });
    made.push(String(body["member_id"]));
  }
  return made;
}

async function select(what: object, token = admin): Promise<{ selection_id: string; people: number }> {
  const made = await call("POST /v1/members/selections", what, token);
  if (made.status !== 201) throw new Error(made.text);
  return made.body as unknown as { selection_id: string; people: number };
}

interface Shown {
  bulk_id: string;
  state: string;
  people: number;
  changed: number;
  unchanged: number;
  failed: number;
  can_undo: boolean;
  job: { job_id: string; state: string; ok: number; failed: number; can_retry: boolean } | null;
}
const read = async (bulk_id: unknown) =>
  (await call(`GET /v1/members/bulk_operations/${String(bulk_id)}`)).body as unknown as Shown;

async function run(started: Reply): Promise<Shown> {
  expect([started.status, started.text]).toEqual([201, expect.any(String)]);
  await runJobs(api.app);
  return read(started.body["bulk_id"]);
}
const start = (deed: object, token = admin) =>
  call("POST /v1/members/bulk_operations", { reason: "名单核对", ...deed }, token);
const named = async (query: string) =>
  ((await call(`GET /v1/members?limit=200&${query}`)).body["data"] as unknown as { name: string }[]).map(
    (one) => one.name,
  );

describe("a bulk change", () => {
  test("of a frozen list: tagged, whoever came later is not; weighed before, taken back after", async () => {
    const [first = "", second = ""] = await people(3, "林夏");
    await call(`PATCH /v1/members/${first}`, { version: 1, tags: [tag_id] });
    const { selection_id, people: selected } = await select({ filter: { q: "林夏" } });
    expect(selected).toBe(3);
    await people(1, "林夏后来");
    const weighed = await call("POST /v1/members/bulk_operations/evaluate", { selection_id, action: "tag", tag_id });
    expect(weighed.body).toMatchObject({ people: 3, changes: 2, unchanged: 1, left_out: 0, needs_approval: false });

    const done = await run(await start({ selection_id, action: "tag", tag_id }));
    expect(done).toMatchObject({ state: "done", people: 3, changed: 2, unchanged: 1, failed: 0, can_undo: true });
    expect(await named(`tag=${tag_id}`)).toEqual(["林夏2", "林夏1", "林夏0"]);

    // Somebody took one tag off since: the undo leaves them as they are and says so.
    await call(`PATCH /v1/members/${second}`, { version: 2, tags: [] });
    const undone = await call(`POST /v1/members/bulk_operations/${done.bulk_id}/undo`);
    expect(undone.status).toBe(202);
    await runJobs(api.app);
    expect(await read(done.bulk_id)).toMatchObject({ state: "undone", can_undo: false, job: { ok: 1, failed: 1 } });
    expect(await named(`tag=${tag_id}`)).toEqual(["林夏0"]);
    const again = await call(`POST /v1/members/bulk_operations/${done.bulk_id}/undo`);
    expect(again.body["code"]).toBe("bulk_not_undoable");
  });

  test("blocks and gives back; who was blocked for another reason stays so", async () => {
    const [one = "", other = ""] = await people(2, "周停");
    const { selection_id } = await select({ member_ids: [one, other] });
    const done = await run(await start({ selection_id, action: "block", reason: "异常名单" }));
    expect(done).toMatchObject({ changed: 2 });
    expect((await call(`GET /v1/members/${one}`)).body).toMatchObject({ status: "blocked", status_reason: "异常名单" });
    const { body } = await call(`GET /v1/members/${other}`);
    await call(`PATCH /v1/members/${other}`, { version: body["version"], status: "active", reason: "误停" });
    const { body: active } = await call(`GET /v1/members/${other}`);
    await call(`PATCH /v1/members/${other}`, { version: active["version"], status: "blocked", reason: "另有原因" });
    await call(`POST /v1/members/bulk_operations/${done.bulk_id}/undo`);
    await runJobs(api.app);
    expect((await call(`GET /v1/members/${one}`)).body["status"]).toBe("active");
    expect((await call(`GET /v1/members/${other}`)).body).toMatchObject({
      status: "blocked",
      status_reason: "另有原因",
    });
    const log = await call(`GET /v1/audit_log?subject_id=${one}`);
    expect(JSON.stringify(log.body["data"])).toContain("异常名单");
  });

  test("hands over, and gives everybody back to whoever had them", async () => {
    const [mine = "", nobodys = ""] = await people(2, "吴交");
    const to = toWireId("staff", tenant.manager.staff_id);
    const from = toWireId("staff", tenant.admin.staff_id);
    await call(`PUT /v1/members/${mine}/owner`, { owner_staff_id: from });
    const { selection_id } = await select({ member_ids: [mine, nobodys] });
    const done = await run(await start({ selection_id, action: "assign", owner_staff_id: to }));
    expect(done).toMatchObject({ changed: 2, failed: 0 });
    const ownerOf = async (id: string) => (await call(`GET /v1/members/${id}`)).body["owner_staff_id"];
    expect([await ownerOf(mine), await ownerOf(nobodys)]).toEqual([to, to]);
    await call(`POST /v1/members/bulk_operations/${done.bulk_id}/undo`);
    await runJobs(api.app);
    expect([await ownerOf(mine), await ownerOf(nobodys)]).toEqual([from, null]);
  });

  test("whoever has left or moved out of reach is told by card in the failures file", async () => {
    const [gone = "", moved = "", here = ""] = await people(3, "郑出");
    const { selection_id } = await select({ member_ids: [gone, moved, here] }, manager);
    const started = await start({ selection_id, action: "tag", tag_id }, manager);
    await api.db.query("update members.member set erased_at = now() where tenant_id = $1 and member_id = $2", [
      tenant.tenant_id,
      parseWireId("member", gone),
    ]);
    const second = toWireId("org_unit", tenant.second.unit_id);
    await call(`PATCH /v1/members/${moved}`, { version: 1, home_unit_id: second });
    const done = await run(started);
    expect(done).toMatchObject({ changed: 1, unchanged: 0, failed: 2, job: { ok: 1, failed: 2 } });
    const file = await api.call(`GET /v1/jobs/${done.job?.job_id}/failures_file`, {
      token: manager,
      headers: { "accept-language": "en" },
    });
    const { body } = await call(`GET /v1/members/${moved}`);
    expect(file.text).toContain(`${String(body["card_no"])},not_found`);
    expect(file.text).toContain(",member_erased,");
    expect(file.text).not.toContain("郑出");
  });

  test("what failed is tried again once, for those people alone, and taken back with the rest", async () => {
    const [first = "", moved = "", gone = ""] = await people(3, "何再");
    const { selection_id } = await select({ member_ids: [first, moved, gone] }, manager);
    const started = await start({ selection_id, action: "tag", tag_id }, manager);
    const to = async (id: string, unit: TestTenant["first"]) => {
      const { body } = await call(`GET /v1/members/${id}`);
      const home_unit_id = toWireId("org_unit", unit.unit_id);
      const changed = await call(`PATCH /v1/members/${id}`, { version: body["version"], home_unit_id });
      expect([changed.status, changed.text]).toEqual([200, expect.any(String)]);
    };
    await to(moved, tenant.second);
    await to(gone, tenant.second);
    const done = await run(started);
    expect(done).toMatchObject({ changed: 1, failed: 2, job: { can_retry: true } });

    await to(moved, tenant.first);
    const retry = (job_id: string | undefined) => call(`POST /v1/jobs/${job_id}/retry_failed`, undefined, manager);
    const asked = await retry(done.job?.job_id);
    expect([asked.status, asked.text]).toEqual([201, expect.any(String)]);
    expect((await retry(done.job?.job_id)).body).toEqual(asked.body);
    expect(await read(done.bulk_id)).toMatchObject({ state: "running", can_undo: false });
    await runJobs(api.app);
    const again = await read(done.bulk_id);
    const job = { job_id: asked.body["job_id"], kind: "members.bulk_retry", done: 2, ok: 1, failed: 1 };
    expect(again).toMatchObject({ state: "done", changed: 2, unchanged: 0, failed: 1, can_undo: true, job });
    const file = await api.call(`GET /v1/jobs/${again.job?.job_id}/failures_file`, { token: manager });
    const { body: left } = await call(`GET /v1/members/${gone}`);
    expect(file.text.trim().split("\r\n")[1]).toMatch(new RegExp(`^\\d,${String(left["card_no"])},not_found`));
    expect((await retry(done.job?.job_id)).body).toEqual(asked.body);

    await call(`POST /v1/members/bulk_operations/${done.bulk_id}/undo`, undefined, manager);
    await runJobs(api.app);
    expect(await read(done.bulk_id)).toMatchObject({ state: "undone", job: { ok: 2, failed: 0 } });
    expect(await named(`tag=${tag_id}&q=何再`)).toEqual([]);
    expect((await retry(again.job?.job_id)).body["code"]).toBe("bulk_not_retryable");
  });

  test("a retry that is canceled keeps whom it did not come to among the failed; a week later it is over", async () => {
    const [here = "", away = ""] = await people(2, "吕消");
    const { selection_id } = await select({ member_ids: [here, away] }, manager);
    const started = await start({ selection_id, action: "tag", tag_id }, manager);
    await call(`PATCH /v1/members/${away}`, {
      version: 1,
      home_unit_id: toWireId("org_unit", tenant.second.unit_id),
    });
    const done = await run(started);
    const retry = async (job_id: string | undefined) =>
      (await call(`POST /v1/jobs/${job_id}/retry_failed`, undefined, manager)).body;
    const { job_id } = await retry(done.job?.job_id);
    await call(`POST /v1/jobs/${String(job_id)}/cancel`, undefined, manager);
    const canceled = await read(done.bulk_id);
    expect(canceled).toMatchObject({
      state: "done",
      failed: 1,
      job: { state: "canceled", failed: 1, can_retry: true },
    });
    await call(`PATCH /v1/members/${away}`, { version: 2, home_unit_id: toWireId("org_unit", tenant.first.unit_id) });
    await retry(canceled.job?.job_id);
    await runJobs(api.app);
    expect(await read(done.bulk_id)).toMatchObject({ state: "done", changed: 2, failed: 0, job: { can_retry: false } });

    const [late = ""] = await people(1, "吕迟");
    const other = await select({ member_ids: [late] }, manager);
    const begun = await start({ selection_id: other.selection_id, action: "tag", tag_id }, manager);
    await call(`PATCH /v1/members/${late}`, { version: 1, home_unit_id: toWireId("org_unit", tenant.second.unit_id) });
    const old = await run(begun);
    await api.db.query("update members.bulk set ended_at = ended_at - interval '7 days' where bulk_id = $1", [
      parseWireId("bulk", old.bulk_id),
    ]);
    expect(await retry(old.job?.job_id)).toMatchObject({ code: "bulk_not_retryable" });
  });

  test("a merged person is changed once, under the id that answers for them", async () => {
    const [winner = "", loser = ""] = await people(2, "冯合");
    const { selection_id } = await select({ member_ids: [winner, loser] });
    const merged = await call("POST /v1/members/merges", { winner_id: winner, loser_id: loser, reason: "同一人" });
    expect(merged.status).toBe(201);
    const weighed = await call("POST /v1/members/bulk_operations/evaluate", { selection_id, action: "tag", tag_id });
    expect(weighed.body).toMatchObject({ people: 1, changes: 1, unchanged: 0, left_out: 0 });
    const done = await run(await start({ selection_id, action: "tag", tag_id }));
    expect(done).toMatchObject({ changed: 1, unchanged: 1, failed: 0 });
  });

  test("above the tenant's rule a colleague says yes, who sees what it does", async () => {
    const ids = await people(3, "陈批");
    const rule = await call("PUT /v1/approval_rules/members.bulk", {
      enabled: true,
      threshold: 2,
      hours: 24,
      version: 0,
    });
    expect(rule.status).toBe(200);
    const { selection_id } = await select({ member_ids: ids });
    const weighed = await call("POST /v1/members/bulk_operations/evaluate", { selection_id, action: "block" });
    expect(weighed.body).toMatchObject({ changes: 3, needs_approval: true });
    // What was looked at a moment ago is what the colleague sees, whatever has moved since.
    await call(`PATCH /v1/members/${ids[2]}`, { version: 1, status: "blocked", reason: "已停" });
    const waiting = await start({ selection_id, action: "block", reason: "批量停用" });
    expect([waiting.status, waiting.text]).toEqual([202, expect.any(String)]);
    const approval_id = String(waiting.body["approval_id"]);
    await runJobs(api.app);
    expect((await call(`GET /v1/members/${ids[0]}`)).body["status"]).toBe("active");
    const boss = await api.app.database.write(tenant.tenant_id, async (tx) => {
      const email = "approver@example.com";
      await createStaff(tx, api.app.runtime, {
        email,
        password: PASSWORD,
        name: "批",
        role: "hq_admin",
        unit_id: tenant.root_unit_id,
      });
      return email;
    });
    const token = await signInAs(api, boss);
    const seen = await call(`GET /v1/approvals/${approval_id}`, undefined, token);
    const effect = seen.body["effect"] as unknown as { people: number; lines: { label: string; after: unknown }[] };
    expect(effect.people).toBe(3);
    expect(effect.lines).toEqual(expect.arrayContaining([expect.objectContaining({ label: "changes", after: 3 })]));
    const { effect_hash } = seen.body as unknown as { effect_hash: string };
    const yes = await call(`POST /v1/approvals/${approval_id}/approve`, { effect_hash }, token);
    expect([yes.status, yes.text]).toEqual([200, expect.any(String)]);
    await runJobs(api.app);
    expect((await call(`GET /v1/members/${ids[0]}`)).body["status"]).toBe("blocked");
    const other = await start({ selection_id, action: "tag", tag_id });
    const asked = await call(`GET /v1/approvals/${String(other.body["approval_id"])}`, undefined, token);
    expect(JSON.stringify(asked.body["effect"])).toContain("活动");
    await call("PUT /v1/approval_rules/members.bulk", { enabled: true, threshold: 1000, hours: 24, version: 1 });
  });

  test("one's own selection, of the right size, with the right target", async () => {
    const [id = ""] = await people(1, "蒋错");
    const { selection_id } = await select({ member_ids: [id] });
    const code = async (body: object, token = admin) => {
      const { body: said } = await start(body, token);
      return [said["code"], said["errors"]?.[0]?.["pointer"]];
    };
    expect(await code({ selection_id, action: "tag" })).toEqual(["invalid_request", "/tag_id"]);
    expect(await code({ selection_id, action: "block", tag_id })).toEqual(["invalid_request", "/tag_id"]);
    expect(await code({ selection_id, action: "tag", tag_id }, manager)).toEqual(["not_found", undefined]);
    const empty = await select({ filter: { q: "没有这个人" } });
    expect(await code({ selection_id: empty.selection_id, action: "block" })).toEqual([
      "selection_empty",
      "/selection_id",
    ]);
    await api.db.query("update members.selection set expires_at = now() where selection_id = $1", [
      parseWireId("selection", selection_id),
    ]);
    expect(await code({ selection_id, action: "block" })).toEqual(["selection_expired", "/selection_id"]);
    const wrong = await call("POST /v1/members/selections", { filter: { birthday_month: "13", nothing: "1" } });
    const errors = wrong.body["errors"] as unknown as { pointer: string }[];
    expect(errors.map((one) => one.pointer)).toEqual(["/filter/birthday_month", "/filter/nothing"]);
  });

  test("a selection leaves as a file, whoever joined since left out", async () => {
    await people(2, "沈出表");
    const { selection_id } = await select({ filter: { q: "沈出表" } });
    await people(1, "沈出表新");
    const made = await call("POST /v1/exports", {
      kind: "members",
      format: "csv",
      columns: ["name", "tier", "lifecycle"],
      filter: { selection: selection_id },
      reason: "核对名单",
    });
    expect([made.status, made.text]).toEqual([201, expect.any(String)]);
    await runJobs(api.app);
    const { body } = await call(`GET /v1/exports/${String(made.body["export_id"])}`);
    expect(body).toMatchObject({ state: "done", file_id: expect.any(String) as string });
    const file = await call(`GET /v1/files/${String(body["file_id"])}/content`);
    expect(file.text.match(/沈出表\d/g)).toHaveLength(2);
    expect(file.text).not.toContain("沈出表新");
  });
});
