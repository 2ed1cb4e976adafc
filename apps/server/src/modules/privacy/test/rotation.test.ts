import { beforeAll, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, toWireId, type TestTenant } from "../../../../test/world.ts";
import { idNumberOf, newPhone, register, signInMember } from "../../members/test/build.ts";
import { runJobs } from "../../../../test/run-jobs.ts";
import { claimJob } from "../../../platform/jobs/job-runner.ts";
import { listJobs } from "../../../platform/jobs/jobs.ts";
import { runJob } from "../../../platform/jobs/run-job.ts";
import { present } from "../../../platform/kernel/assert.ts";
import { armFailpoints } from "../../../platform/kernel/failpoint.ts";
import { createSecrets } from "../../../platform/crypto/secrets.ts";
import { listSealedColumns } from "../../../platform/personal-data/registry.ts";
import { resealPage } from "../../../platform/personal-data/reseal.ts";
import { findMemberByPhone, openClear, registerMember } from "../../members/index.ts";
import { EVERYBODY } from "../../../platform/kernel/reach.ts";
import { privacyTasks } from "../jobs.ts";
import { readKeyState } from "../keys/key-state.ts";

const api = testApi();
let tenant: TestTenant;
beforeAll(async () => {
  tenant = await createTestTenant(api.app);
});

// The test server's key is version 1; version 2 comes beside it, and in the end stands alone.
const first = new Uint8Array(32).fill(7);
const second = new Uint8Array(32).fill(9);
const both = createSecrets(
  new Map([
    [1, first],
    [2, second],
  ]),
);
const alone = createSecrets(new Map([[2, second]]));

/** A worker that is told to stop when its job has done so many steps. */
async function stopAfter(steps: number, app: typeof api.app): Promise<void> {
  const claim = present(await claimJob(app), "a job waits");
  const stopping = new AbortController();
  let left = steps;
  armFailpoints((name) => {
    if (name === "job step" && --left === 0) stopping.abort();
  });
  await runJob(app, claim, stopping.signal).finally(() => armFailpoints(undefined));
}

test("keys are changed under running work: cut in the middle it goes on, then the old key is not needed", async () => {
  const { app } = api;
  const { tenant_id } = tenant;
  const phones = Array.from({ length: 25 }, newPhone);
  const ids: string[] = [];
  for (const [n, phone] of phones.entries()) {
    const { member_id, version } = (await register(api, tenant, { name: "林舟", phone })).body;
    ids.push(String(member_id));
    const body = { version, id_number: idNumberOf(n) };
    await api.call(`PATCH /v1/members/${String(member_id)}`, { token: tenant.api_key, body });
  }
  await signInMember(api, tenant, phones[0] ?? "");
  const rotating = { ...app, secrets: both };
  const old = async () => {
    const { old_seals } = await app.database.read(tenant_id, (db) => readKeyState(db, rotating));
    return old_seals.reduce((sum, { rows }) => sum + rows, 0);
  };
  const before = await old();
  expect(before).toBeGreaterThanOrEqual(51);

  // A worker does a page and dies in the middle of the next: what had committed stays, the rest is untouched.
  const [column] = listSealedColumns().filter(
    ({ table, cipher }) => table === "members.member" && cipher === "phone_cipher",
  );
  if (!column) throw new Error("phones are sealed");
  await app.database.write(tenant_id, (tx) => resealPage(tx, both, column, { after: null, limit: 10 }));
  const killed = app.database.write(tenant_id, async (tx) => {
    await resealPage(tx, both, column, { after: null, limit: 10 });
    throw new Error("killed");
  });
  await expect(killed).rejects.toThrow("killed");
  expect(await old()).toBe(before - 10);

  // Meanwhile everybody is found, sealed by either key, and nobody can join twice.
  for (const phone of phones) {
    const found = await app.database.read(tenant_id, (db) => findMemberByPhone(db, rotating, `+86${phone}`));
    expect(ids).toContain(toWireId("member", found?.member_id ?? ""));
    const again = { name: "又来", phone: `+86${phone}`, home_unit_id: tenant.first.unit_id, source: "api" as const };
    const joining = app.database.write(tenant_id, (tx) =>
      registerMember(tx, rotating, { ...again, joined_at: app.runtime.clock.now() }, EVERYBODY),
    );
    await expect(joining).rejects.toMatchObject({ code: "phone_taken" });
  }

  const tasks = privacyTasks(rotating, async () => [tenant_id]);
  await tasks["rotate_all_keys"]?.({}, {} as never);
  const job = async () => (await app.database.read(tenant_id, (db) => listJobs(db, { view: "all", limit: 9 })))[0];
  const total = before - 10;
  // A worker is stopped after two steps; the next one takes the job and dies without a word; a third goes on.
  await stopAfter(2, rotating);
  expect(await job()).toMatchObject({ state: "queued", total });
  const cut = present(await job(), "the job");
  expect(cut.done).toBe(total - (await old()));
  expect([cut.done > 0, cut.done < total]).toEqual([true, true]);
  expect(await claimJob(rotating)).toMatchObject({ job_id: cut.job_id });
  expect(await claimJob(rotating)).toBeUndefined();
  await api.db.query("update platform.job set beat_at = beat_at - interval '1 minute' where job_id = $1", [cut.job_id]);
  await runJobs(rotating);
  expect(await job()).toMatchObject({ state: "done", total, done: total, attempt: 3, result: { version: 2 } });
  expect(await old()).toBe(0);
  // The next night finds nothing to do and starts nothing.
  await tasks["rotate_all_keys"]?.({}, {} as never);
  expect((await job())?.job_id).toBe(cut.job_id);
  for (const [n, phone] of phones.entries()) {
    const member = await app.database.read(tenant_id, (db) =>
      findMemberByPhone(db, { ...app, secrets: alone }, `+86${phone}`),
    );
    const clear = await app.database.read(tenant_id, (db) =>
      openClear(db, { secrets: alone }, member?.member_id ?? "", EVERYBODY),
    );
    expect(clear).toMatchObject({ phone: `+86${phone}`, id_number: idNumberOf(n) });
  }
});
