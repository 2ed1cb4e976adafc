// Power is cut in the middle of an import: nothing is lost, nothing comes twice, what was bad is told. FULL=100000 for the size
// of the issue; the process's memory is printed.
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { readConfig } from "../src/platform/config.ts";
import { createApp } from "../src/roles/create-app.ts";
import { testDatabase } from "./database.ts";
import { startUnderFire } from "./server-under-fire.ts";
import { keepStatistics } from "./statistics.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { createTestTenant } from "./world.ts";

const ROWS = Number(process.env["FULL"] ?? 5_000);
const LIMIT_MS = 60_000 + ROWS * 6;
const db = testDatabase();
const data_dir = temporaryFolder();
keepStatistics(db);

/** Three in a hundred have no phone that rings. */
const isBad = (n: number) => n % 100 >= 97;
const lineOf = (n: number) => `会员 ${n},${isBad(n) ? 123 : 13_000_000_000 + n},C${n},1990-05-01`;

interface Job {
  state: string;
  done: number;
  ok: number;
  failed: number;
  total: number | null;
}

test(`${ROWS} rows, the server killed with -9 while they come in: resumed, told, undone`, {
  timeout: LIMIT_MS,
}, async () => {
  const app = createApp(readConfig({ DATABASE_URL: db.url, DATA_DIR: data_dir, LOG_LEVEL: "silent" }));
  const tenant = await createTestTenant(app);
  await app.database.close();
  const server = await startUnderFire({ database_url: db.url, data_dir });
  const peak_mb = () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, "utf8"))?.[1]) / 1024;
  const call = async <T>(request: string, body?: unknown, type = "application/json"): Promise<T> => {
    const [method = "", path = ""] = request.split(" ");
    const content = typeof body === "string" ? body : JSON.stringify(body);
    const response = await fetch(server.base_url + path, {
      method,
      headers: {
        authorization: `Bearer ${tenant.api_key}`,
        ...(body === undefined ? {} : { "content-type": type }),
      },
      ...(body === undefined ? {} : { body: content }),
    });
    if (!response.ok) throw new Error(`${request}: ${await response.text()}`);
    const text = await response.text();
    return (/json/.test(response.headers.get("content-type") ?? "") ? JSON.parse(text) : text) as T;
  };
  const until = async (job_id: string, ready: (job: Job) => boolean): Promise<Job> => {
    for (;;) {
      const job = await call<Job>(`GET /v1/jobs/${job_id}`);
      if (ready(job) || job.state === "failed") return job;
      await sleep(100);
    }
  };
  const count = async () =>
    (
      await db.query<{ n: number }>("select count(*)::int as n from members.member where tenant_id = $1", [
        tenant.tenant_id,
      ])
    )[0]?.n;
  try {
    const lines = ["姓名,手机号,会员号,生日", ...Array.from({ length: ROWS }, (_, n) => lineOf(n))].join("\n");
    const { file_id } = await call<{ file_id: string }>("POST /v1/files?name=members.csv", lines, "text/csv");
    const { import_id } = await call<{ import_id: string }>("POST /v1/imports", { kind: "members", file_id });
    const started = performance.now();
    const { job_id } = await call<{ job_id: string }>(`POST /v1/imports/${import_id}/start`);
    const before = await until(job_id, (job) => job.done >= ROWS / 5);
    expect(before).toMatchObject({ state: "running", total: ROWS });
    const peak_before = peak_mb();
    await server.killAndRestart();
    const done = await until(job_id, (job) => job.state === "done");
    const seconds = (performance.now() - started) / 1000;
    const bad = Array.from({ length: ROWS }, (_, n) => n).filter(isBad);
    expect(done).toMatchObject({ state: "done", done: ROWS, ok: ROWS - bad.length, failed: bad.length });
    expect(await count()).toBe(ROWS - bad.length);
    const failures = (await call<string>(`GET /v1/jobs/${job_id}/failures_file`)).trim().split("\r\n").slice(1);
    expect(failures.map((line) => line.split(",").slice(0, 3).join())).toEqual(
      bad.map((n) => lineOf(n).split(",").slice(0, 3).join()),
    );
    console.log(
      `${ROWS} rows: ${seconds.toFixed(1)} s with the kill, peak ${peak_before.toFixed(0)} and ${peak_mb().toFixed(0)} MiB`,
    );
    const retried = await call<{ job_id: string }>(`POST /v1/jobs/${job_id}/retry_failed`);
    expect(await until(retried.job_id, (job) => job.state === "done")).toMatchObject({ ok: 0, failed: bad.length });
    const undo = await call<{ job_id: string }>(`POST /v1/imports/${import_id}/undo`);
    expect(await until(undo.job_id, (job) => job.state === "done")).toMatchObject({ ok: ROWS - bad.length, failed: 0 });
    expect(await count()).toBe(0);
  } finally {
    await server.stop();
  }
});
