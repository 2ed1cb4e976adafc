import fc from "fast-check";
import { v7 } from "uuid";
import { beforeAll, describe, expect, test } from "vitest";
import { testDatabase } from "../../../../test/database.ts";
import { toPublicKey } from "../domain/block.ts";
import { createSecrets } from "../../../platform/crypto/secrets.ts";
import { proofKey, sealBlocks } from "../proof/seal-blocks.ts";
import { type VerifyOptions, verifyExport } from "../proof/verify-export.ts";
import { exportText, keyed, liveALittle } from "./proof-book.ts";

const verify = (text: string | Buffer, options: VerifyOptions = {}) => verifyExport([Buffer.from(text)], options);
const keyOf = ({ key_id, public_key }: ReturnType<typeof proofKey>) => toPublicKey(key_id, public_key);

describe("an export", () => {
  const db = testDatabase();
  const tenant = v7();
  let whole: string;
  let lines: string[];
  beforeAll(async () => {
    const members = await liveALittle(db, tenant, 30);
    await sealBlocks(db.database, keyed, tenant, { block_leaves: 16 });
    await liveALittle(db, tenant, 30, members);
    await sealBlocks(db.database, keyed, tenant, { block_leaves: 16 });
    whole = await exportText(db, tenant);
    lines = whole.split("\n").slice(0, -1);
  });
  const joined = (changed: readonly string[]) => `${changed.join("\n")}\n`;
  const refused = async (text: string | Buffer) => {
    const { findings } = await verify(text);
    expect(findings).not.toEqual([]);
    for (const finding of findings) expect([finding.line > 0, finding.problem.length > 0]).toEqual([true, true]);
    return findings;
  };

  test("as it came is right, in pieces of any size", async () => {
    const expected = { finding_count: 0, leaves: 120, accounts: 5 };
    expect(await verify(whole, { keys: [keyOf(proofKey(keyed.secrets))] })).toMatchObject(expected);
    const bytes = Buffer.from(whole);
    const pieces = Array.from({ length: Math.ceil(bytes.length / 777) }, (_, n) =>
      bytes.subarray(n * 777, (n + 1) * 777),
    );
    expect(await verifyExport(pieces)).toMatchObject(expected);
  });

  test("any byte that is changed, added or left out is found", async () => {
    const bytes = Buffer.from(whole);
    const change = fc.record({
      at: fc.nat({ max: bytes.length - 1 }),
      byte: fc.nat({ max: 255 }),
      how: fc.constantFrom("change", "add", "leave out"),
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ at, byte, how }) => {
        fc.pre(how !== "change" || bytes[at] !== byte);
        const middle = how === "leave out" ? [] : [Buffer.of(byte)];
        const rest = bytes.subarray(how === "add" ? at : at + 1);
        await refused(Buffer.concat([bytes.subarray(0, at), ...middle, rest]));
      }),
      { numRuns: 400 },
    );
  });

  test("an entry that was changed is named: line, block, account, transaction", async () => {
    const at = lines.findIndex(
      (line, n) => n > 20 && line.includes('"asset":"points"') && !line.includes('"entry_no":null'),
    );
    const changed = lines.with(at, (lines[at] as string).replace(/"amount":/, '"amount":1'));
    const [first] = await refused(joined(changed));
    expect(first).toMatchObject({ line: at + 1, problem: "the entry was changed: its hash is another" });
    expect(first?.account_id).toMatch(/^acc_/);
    expect(first?.transaction_id).toMatch(/^txn_/);
    expect(first?.block_no).toBeGreaterThan(0);
  });

  test("lines that are gone, there twice, exchanged, or cut off at the end are found", async () => {
    const line = fc.nat({ max: lines.length - 1 });
    await fc.assert(
      fc.asyncProperty(line, line, fc.constantFrom("delete", "double", "exchange", "cut"), async (a, b, how) => {
        fc.pre(how !== "exchange" || a !== b);
        if (how === "delete") return void (await refused(joined(lines.toSpliced(a, 1))));
        if (how === "double") return void (await refused(joined(lines.toSpliced(b, 0, lines[a] as string))));
        if (how === "cut") return void (await refused(joined(lines.slice(0, a))));
        await refused(joined(lines.with(a, lines[b] as string).with(b, lines[a] as string)));
      }),
      { numRuns: 200 },
    );
    for (const text of [
      "",
      "\n",
      whole.slice(0, -1),
      `${whole}\n`,
      whole.replace(/\n/g, "\r\n"),
      `\uFEFF${whole}`,
      whole + whole,
    ])
      await refused(text);
  });

  test("a chain that was shortened and signed anew is found by a head that was written down elsewhere", async () => {
    const short = await exportText(db, tenant, { to_block: 2 });
    expect((await verify(short)).findings).toEqual([]);
    const { head } = JSON.parse(lines[0] as string).manifest as { head: string };
    expect((await verify(whole, { head })).findings).toEqual([]);
    expect((await verify(short, { head })).findings).toMatchObject([
      { problem: `the witnessed head ${head} is not in this chain: it was shortened or rewritten` },
    ]);
  });

  test("a part of a chain is checked by itself", async () => {
    const part = await exportText(db, tenant, { from_block: 3, to_block: 5 });
    expect(await verify(part)).toMatchObject({ finding_count: 0, blocks: 3 });
  });

  test("one written by somebody else's key is found with the keys that are known", async () => {
    const stranger = createSecrets(new Uint8Array(32).fill(8));
    const { findings } = await verify(whole, { keys: [keyOf(proofKey(stranger))] });
    expect(findings[0]?.problem).toContain("unknown key");
  });

  test("a tenant without blocks has an export, too", async () => {
    const text = await exportText(db, v7());
    expect(await verify(text)).toMatchObject({ finding_count: 0, blocks: 0, leaves: 0 });
  });
});
