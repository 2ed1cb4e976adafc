// ./dev verify-ledger FILE: an export of the book, checked without a database and without trusting who wrote it.
import { createReadStream, existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { verifyExport, type VerifyReport, zPublicKey } from "../../apps/server/src/modules/ledger/index.ts";
import { toWireId } from "../../apps/server/src/platform/kernel/ids.ts";
import { seconds, UsageError } from "./terminal.ts";

const USAGE = `./dev verify-ledger FILE [--head HASH] [--keys FILE]
  FILE         what GET /v1/ledger/export answered
  --head HASH  a head of this chain that was written down elsewhere: finds a chain that was shortened or rewritten
  --keys FILE  the public keys as GET /v1/ledger/keys answered them; without it those in the file`;

export async function run(args: string[]): Promise<number> {
  const { file, head, keys } = readArguments(args);
  const started = performance.now();
  const report = await verifyExport(createReadStream(file, { highWaterMark: 1 << 20 }), {
    ...(head === undefined ? {} : { head }),
    ...(keys === undefined ? {} : { keys: readKeys(keys) }),
  });
  for (const { line, block_no, account_id, transaction_id, problem } of report.findings) {
    const where = [
      `line ${line}`,
      block_no === null ? [] : `block ${block_no}`,
      account_id ?? [],
      transaction_id ?? [],
    ];
    console.log(`${where.flat().join(" · ")}: ${problem}`);
  }
  const more = report.finding_count - report.findings.length;
  if (more > 0) console.log(`… and ${more} more`);
  console.log(verdict(report, seconds(started)));
  if (report.finding_count === 0 && keys === undefined)
    console.log("The keys are the file's own: say --keys to check them against those you know.");
  return report.finding_count === 0 ? 0 : 1;
}

function verdict({ finding_count, manifest, blocks, leaves, accounts }: VerifyReport, took: string): string {
  if (finding_count > 0 || !manifest) return `NOT sound: ${finding_count} findings`;
  const range = manifest.complete ? "whole chain" : `blocks ${manifest.from_block} to ${manifest.to_block}`;
  const counts = `${blocks} blocks, ${leaves} entries, ${accounts} accounts`;
  return `Sound: ${toWireId("tenant", manifest.tenant_id)}, ${range}, ${counts}, head ${manifest.head} (${took})`;
}

function readArguments(args: string[]): { file: string; head: string | undefined; keys: string | undefined } {
  const text = { type: "string" } as const;
  let given: { values: { head?: string; keys?: string }; positionals: string[] };
  try {
    given = parseArgs({ args, allowPositionals: true, options: { head: text, keys: text } });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n${USAGE}`);
  }
  const { values, positionals } = given;
  const [file = "", ...more] = positionals;
  if (file === "" || more.length > 0) throw new UsageError(USAGE);
  for (const one of [file, values.keys])
    if (one !== undefined && !existsSync(one)) throw new UsageError(`there is no file ${one}`);
  if (values.head !== undefined && !/^[0-9a-f]{64}$/.test(values.head)) throw new UsageError("--head is 64 hex digits");
  return { file, head: values.head, keys: values.keys };
}

function readKeys(file: string) {
  try {
    const { keys } = JSON.parse(readFileSync(file, "utf8")) as { keys: unknown };
    return zPublicKey.array().min(1).parse(keys);
  } catch (error) {
    throw new UsageError(`${file} holds no public keys as GET /v1/ledger/keys answers them`, { cause: error });
  }
}
