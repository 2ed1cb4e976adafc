// The quick start is run as it is written, in both languages: what a newcomer copies must work.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "./api.ts";
import { createTestKey, createTestTenant, startProgram } from "./world.ts";

const run = promisify(execFile);
const api = testApi({ environment: { RATE_LIMIT_PUBLIC: "0" } });
let key: string;
beforeAll(async () => {
  const tenant = await createTestTenant(api.app, { mode: "sandbox", test_now: new Date("2026-06-01T04:00:00Z") });
  await startProgram(api.app, tenant.tenant_id);
  // What the console's preset for a till grants, and the venues.
  key = await createTestKey(api.app, tenant, ["org:read", "members:read", "purchases:read", "purchases:write"]);
});

describe.each(["quick-start.md", "quick-start.zh-CN.md"])("%s", (file) => {
  const text = readFileSync(path.resolve(import.meta.dirname, "../../../docs/manual", file), "utf8");
  const commands = [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block]) => block ?? "");

  test("its commands work one after the other", async () => {
    expect(commands).toHaveLength(5);
    const [settings = "", tenant = "", venue = "", purchase = "", wrong = ""] = commands;
    expect(settings).toContain("HUIYOU_KEY=hy_test_");
    const shell = async (command: string): Promise<Record<string, unknown>> => {
      const env = { ...process.env, HUIYOU_URL: api.base_url, HUIYOU_KEY: key, no_proxy: "127.0.0.1" };
      const { stdout } = await run("sh", ["-c", command], { env });
      return JSON.parse(stdout) as Record<string, unknown>;
    };
    expect(await shell(tenant)).toMatchObject({ mode: "sandbox" });
    const sell = `${venue}${purchase}`.replace("till-7-000123", `till-7-${file}`);
    const sold = await shell(sell);
    expect(sold["purchase_id"]).toMatch(/^pur_/);
    expect(await shell(sell)).toEqual(sold);
    expect(await shell(wrong)).toMatchObject({ status: 400, code: "invalid_request" });
  });
});
