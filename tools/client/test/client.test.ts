// The client as a stranger gets it: packed, installed in an empty folder, its examples run by plain Node against a server.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { testApi } from "../../../apps/server/test/api.ts";
import { createTestTenant, startProgram, type TestTenant } from "../../../apps/server/test/world.ts";
import { deliver } from "../../../apps/server/src/modules/webhooks/test/build.ts";
import { freePort } from "../../../apps/server/src/platform/db/embedded.ts";
import { runQuiet } from "../../dev/run.ts";
import { buildClient } from "../build.ts";

const api = testApi({ environment: { RATE_LIMIT_PUBLIC: "0", WEBHOOK_ALLOW: "127.0.0.1" } });
const project = mkdtempSync(path.join(os.tmpdir(), "huiyou-client-"));
const installed = path.join(project, "node_modules/@huiyou/api-client");
let tenant: TestTenant;
beforeAll(async () => {
  mkdirSync(installed, { recursive: true });
  await buildClient(installed);
  // Examples are TypeScript for their readers; a stranger's build makes JavaScript of them.
  for (const file of readdirSync(path.join(installed, "examples"))) {
    const text = readFileSync(path.join(installed, "examples", file), "utf8");
    writeFileSync(path.join(project, file.replace(/\.ts$/, ".mjs")), stripTypeScriptTypes(text));
  }
  tenant = await createTestTenant(api.app, { mode: "sandbox", test_now: new Date("2026-06-01T04:00:00Z") });
  await startProgram(api.app, tenant.tenant_id);
}, 120_000);
afterAll(() => rmSync(project, { recursive: true, force: true }));

const environment = (more: Record<string, string> = {}) => ({
  ...process.env,
  HUIYOU_URL: api.base_url,
  HUIYOU_KEY: tenant.api_key,
  ...more,
});
const runExample = (name: string) =>
  runQuiet(process.execPath, [path.join(project, `${name}.mjs`)], { cwd: project, env: environment() });

describe("the published client", () => {
  test("has no dependency, and types beside its code", () => {
    const manifest = JSON.parse(readFileSync(path.join(installed, "package.json"), "utf8")) as Record<string, unknown>;
    expect(manifest["dependencies"]).toBeUndefined();
    expect(manifest["private"]).toBeUndefined();
    const files = readdirSync(path.join(installed, "dist"));
    expect(files).toEqual(
      expect.arrayContaining(["index.js", "index.d.ts", "fetch.js", "webhooks.js", "routes.gen.d.ts"]),
    );
  });

  test("makes a first call", async () => {
    expect(await runExample("first-call")).toMatchObject({
      code: 0,
      output: expect.stringContaining("2 venues") as string,
    });
  });

  test("sells once however often it is sent, and understands a refusal", async () => {
    const { code, output } = await runExample("sell-once");
    expect([code, output]).toEqual([0, expect.stringContaining("sold once: true")]);
    expect(output).toContain("refused: 404 purchase_not_found");
  });

  test("receives webhooks", async () => {
    const port = await freePort();
    const body = { url: `http://127.0.0.1:${port}/`, event_types: ["*"] };
    const made = await api.call("POST /v1/webhook_endpoints", { token: tenant.api_key, body });
    const { webhook_endpoint_id: id, secret } = made.body as unknown as { webhook_endpoint_id: string; secret: string };
    const env = environment({ PORT: String(port), HUIYOU_WEBHOOK_SECRET: secret });
    const receiver = spawn(process.execPath, [path.join(project, "receive-webhooks.mjs")], { env, cwd: project });
    onTestFinished(() => void receiver.kill());
    const lines = linesOf(receiver);
    await expect.poll(() => lines.join(""), { timeout: 10_000 }).toContain("listening");
    deliver(api);
    await api.call(`POST /v1/webhook_endpoints/${id}/test`, {
      token: tenant.api_key,
      body: { event_type: "tier.changed" },
    });
    await expect.poll(() => lines.join(""), { timeout: 10_000 }).toContain('tier.changed {"member_id":"mbr_');
  });
});

function linesOf(child: ChildProcess): string[] {
  const lines: string[] = [];
  child.stdout?.setEncoding("utf8").on("data", (text: string) => lines.push(text));
  return lines;
}
