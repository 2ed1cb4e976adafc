import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, type TestTenant, toWireId } from "../../../../test/world.ts";
import { ledgerTasks, routes, verifyExport } from "../index.ts";
import { routeName } from "../../../platform/http/route.ts";

const api = testApi({ environment: { RATE_LIMIT_PUBLIC: "0" } });
let tenant: TestTenant;
let n = 0;
beforeAll(async () => {
  tenant = await createTestTenant(api.app);
});

const call = (request: string, body?: object) =>
  api.call(request, {
    token: tenant.api_key,
    headers: { "idempotency-key": `k${++n}` },
    ...(body === undefined ? {} : { body }),
  });
/** What the worker does by itself every minute, and when it is asked. */
const work = async (task: "ledger_seal" | "ledger_audit" | "ledger_audit_asked") => {
  const run = ledgerTasks(api.app, async () => [tenant.tenant_id])[task];
  await run?.({ tenant_id: tenant.tenant_id }, {} as never);
};
const sha256 = (...parts: (string | Buffer)[]) =>
  parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();

async function give(amount: number): Promise<{ member_id: string; transaction_id: string }> {
  const home_unit_id = toWireId("org_unit", tenant.first.unit_id);
  const member_id = String((await call("POST /v1/members", { name: "江听岚", home_unit_id })).body["member_id"]);
  const posting = { from: { system: "issued" }, to: { member_id }, asset: "points", amount };
  const body = { kind: "top_up", title: "充值", external_id: `give ${++n}`, postings: [posting] };
  const { transaction_id } = (await call("POST /v1/transactions", body)).body;
  return { member_id, transaction_id: String(transaction_id) };
}

describe("the proof over HTTP", () => {
  test("a transaction waits, is sealed, and can be checked by hand from what is answered", async () => {
    const { transaction_id } = await give(500);
    expect((await call(`GET /v1/transactions/${transaction_id}/proof`)).body).toMatchObject({
      state: "waiting",
      entries: [],
    });
    expect((await call("GET /v1/ledger/status")).body).toMatchObject({ waiting: 1, blocks: 0, last_block: null });
    await work("ledger_seal");
    const { body } = await call(`GET /v1/transactions/${transaction_id}/proof`);
    expect(body).toMatchObject({ state: "sealed", block: { block_no: 1, signature_valid: true } });
    expect((await call(`GET /v1/transactions/${transaction_id}`)).body["proof"]).toEqual({
      state: "sealed",
      block_no: 1,
    });

    const entries = body["entries"] as unknown as {
      text: string;
      leaf: string;
      path: { side: string; hash: string }[];
    }[];
    expect(entries).toHaveLength(2);
    for (const { text, leaf, path } of entries) {
      let hash = sha256(Buffer.of(0), text);
      expect(hash.toString("hex")).toBe(leaf);
      for (const step of path) {
        const other = Buffer.from(step.hash, "hex");
        hash = step.side === "left" ? sha256(Buffer.of(1), other, hash) : sha256(Buffer.of(1), hash, other);
      }
      expect(hash.toString("hex")).toBe(body["block"]?.["merkle_root"]);
      expect(JSON.parse(text)).toMatchObject({ asset: "points" });
    }
    expect(sha256("huiyou block 1\n", String(body["header"])).toString("hex")).toBe(body["block"]?.["head"]);
    expect((await call("GET /v1/ledger/blocks")).body["data"]).toMatchObject([
      { block_no: 1, leaves: 2, signature_valid: true },
    ]);
  });

  test("the export is streamed, and right by the public keys that anybody may ask for", async () => {
    await give(7);
    await work("ledger_seal");
    const reply = await call("GET /v1/ledger/export");
    expect([reply.status, reply.headers.get("content-type")]).toEqual([200, "application/x-ndjson"]);
    const { keys } = (await api.call("GET /v1/ledger/keys")).body as unknown as { keys: never[] };
    const { head } = (await call("GET /v1/ledger/status")).body["last_block"] as unknown as { head: string };
    expect(await verifyExport([Buffer.from(reply.text)], { keys, head })).toMatchObject({
      finding_count: 0,
      blocks: 2,
    });
    const part = await call("GET /v1/ledger/export?from_block=2&to_block=2");
    expect(await verifyExport([Buffer.from(part.text)], { keys })).toMatchObject({ finding_count: 0, blocks: 1 });
    const beyond = await call("GET /v1/ledger/export?to_block=9");
    expect([beyond.status, beyond.body["code"], beyond.body["blocks"]]).toEqual([404, "block_not_found", 2]);
  });

  test("a reader who goes away in the middle of an export harms nobody", async () => {
    const gone = new AbortController();
    const headers = { authorization: `Bearer ${tenant.api_key}` };
    const response = await fetch(`${api.base_url}/v1/ledger/export`, { headers, signal: gone.signal });
    await response.body?.getReader().read();
    gone.abort();
    expect((await call("GET /v1/ledger/status")).status).toBe(200);
  });

  test("an audit that is asked for is made by the worker and kept; a row changed by hand is named", async () => {
    const { transaction_id, member_id } = await give(9);
    await work("ledger_seal");
    const asked = await call("POST /v1/ledger/audits");
    expect([asked.status, asked.body["state"]]).toEqual([202, "queued"]);
    const jobs = await api.db.query<{ task: string }>("select task_identifier as task from graphile_worker.jobs");
    expect(jobs).toContainEqual({ task: "ledger_audit_asked" });
    expect((await call("POST /v1/ledger/audits")).body["audit_id"]).toBe(asked.body["audit_id"]);
    await work("ledger_audit_asked");
    expect((await call("GET /v1/ledger/audits")).body["data"]).toMatchObject([
      { audit_id: asked.body["audit_id"], state: "done", balanced: true, findings: [] },
    ]);
    expect((await call("GET /v1/ledger/status")).body["audit"]).toMatchObject({ balanced: true, findings: 0 });

    await api.db.query("update ledger.entry set amount = 90, balance_after = 90 where amount = 9 and tenant_id = $1", [
      tenant.tenant_id,
    ]);
    await work("ledger_audit");
    const { data } = (await call("GET /v1/ledger/audits?limit=1")).body;
    expect(data).toMatchObject([{ asked_by: "night", balanced: false }]);
    const findings = data?.[0]?.["findings"] as unknown as {
      transaction_id: string | null;
      block_no: number;
      problem: string;
    }[];
    expect(findings).toContainEqual(expect.objectContaining({ transaction_id, block_no: 3 }));
    const account = (await call(`GET /v1/accounts?member_id=${member_id}`)).body["data"]?.[0]?.["account_id"];
    expect(findings).toContainEqual(
      expect.objectContaining({ account_id: account, problem: "balance is the sum of entries" }),
    );
    const proof = (await call(`GET /v1/transactions/${transaction_id}/proof`)).body["entries"] as unknown as {
      valid: boolean;
    }[];
    expect(proof.map((entry) => entry.valid)).toEqual([true, false]);
    const { findings: found } = await verifyExport([Buffer.from((await call("GET /v1/ledger/export")).text)]);
    expect(found).toContainEqual(expect.objectContaining({ transaction_id, account_id: account, block_no: 3 }));
  });

  test("every route of the book is documented under one heading", () => {
    // A member's own proof stands with the other pages of the member.
    const wrong = routes.filter((route) => route.tag !== "ledger" && !route.path.startsWith("/v1/member/"));
    expect(wrong.map(routeName)).toEqual([]);
  });
});
