// Checks an export with nothing but public keys. Every byte is covered: manifest and block lines are written anew and compared,
// entries are hashed as they stand, lines are counted, and the file ends with a line's end.
import { z } from "zod";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { type BlockHeader, headOf, type PublicKey, signedHead, verifySignature } from "../domain/block.ts";
import {
  BLOCK_START,
  blockLine,
  EXPORT_FORMAT,
  LEAF_START,
  type Manifest,
  MANIFEST_START,
  manifestLine,
  signedManifest,
} from "../domain/export-lines.ts";
import { RunningBalances } from "../domain/running-balances.ts";
import { BlockLeaves } from "./verify-leaves.ts";

export interface Finding {
  /** Of the file, from 1. */
  line: number;
  block_no: number | null;
  /** Wire ids (`acc_…`, `txn_…`). */
  account_id: string | null;
  transaction_id: string | null;
  problem: string;
}

export interface VerifyReport {
  /** The first hundred; `finding_count` is all of them. */
  findings: Finding[];
  finding_count: number;
  manifest: Manifest | undefined;
  blocks: number;
  leaves: number;
  accounts: number;
}

export interface VerifyOptions {
  /** A head of this chain that was written down elsewhere: it must be in it. */
  head?: string;
  /** Keys that are known from elsewhere; without them those that the file itself brings. */
  keys?: readonly PublicKey[];
}

const FINDINGS_KEPT = 100;

const zHash = z.string().regex(/^[0-9a-f]{64}$/);
const zSignature = z.string().regex(/^[0-9a-f]{128}$/);
const zKeyId = z.string().regex(/^[0-9a-f]{16}$/);
const zNumber = z.int().min(0);
export const zPublicKey = z.object({
  kty: z.literal("OKP"),
  crv: z.literal("Ed25519"),
  kid: zKeyId,
  x: z.string().regex(/^[\w-]{43}$/),
});
const zManifestLine = z.object({
  manifest: z.object({
    format: z.literal(EXPORT_FORMAT),
    tenant_id: z.uuid(),
    exported_at: z.string(),
    complete: z.boolean(),
    from_block: zNumber,
    to_block: zNumber,
    blocks: zNumber,
    leaves: zNumber,
    previous: zHash,
    head: zHash,
    keys: z.array(zPublicKey),
    key_id: zKeyId,
  }),
  signature: zSignature,
});
const zBlockLine = z.object({
  block: z.object({
    tenant_id: z.uuid(),
    block_no: zNumber,
    transactions: zNumber,
    leaves: zNumber,
    first_transaction_id: z.uuid(),
    last_transaction_id: z.uuid(),
    merkle_root: zHash,
    previous: zHash,
    sealed_at: z.string(),
    key_id: zKeyId,
  }),
  head: zHash,
  signature: zSignature,
});

type Where = Partial<Pick<Finding, "block_no" | "account_id" | "transaction_id">>;

export class ExportVerifier {
  readonly #options: VerifyOptions;
  readonly #findings: Finding[] = [];
  #finding_count = 0;
  #line = 0;
  #manifest: Manifest | undefined;
  #keys = new Map<string, PublicKey>();
  #balances: RunningBalances;
  #previous: BlockHeader | undefined;
  #head = "";
  #blocks = 0;
  #leaves = 0;
  #open: BlockLeaves | undefined;
  #witnessed = false;

  constructor(options: VerifyOptions) {
    this.#options = options;
    this.#balances = this.#followBalances(false);
  }

  /** One line without its end. */
  read(bytes: Buffer): void {
    this.#line += 1;
    if (startsWith(bytes, LEAF_START)) this.#readEntry(bytes);
    else if (startsWith(bytes, BLOCK_START)) this.#readBlock(bytes);
    else if (startsWith(bytes, MANIFEST_START)) this.#readManifest(bytes);
    else this.#strange("is not a line of an export");
  }

  end(ends_with_newline: boolean): VerifyReport {
    if (!ends_with_newline) this.#find("the file does not end with a line's end: it was cut off");
    this.#closeBlock();
    this.#balances.end();
    if (this.#manifest) this.#compareWithManifest(this.#manifest);
    else this.#find("there is no manifest");
    const { head } = this.#options;
    if (head !== undefined && !this.#witnessed)
      this.#find(`the witnessed head ${head} is not in this chain: it was shortened or rewritten`);
    return {
      findings: this.#findings,
      finding_count: this.#finding_count,
      manifest: this.#manifest,
      blocks: this.#blocks,
      leaves: this.#leaves,
      accounts: this.#balances.accounts,
    };
  }

  #find(problem: string, where: Where = {}, line = this.#line): void {
    this.#finding_count += 1;
    if (this.#findings.length >= FINDINGS_KEPT) return;
    const { block_no = null, account_id = null, transaction_id = null } = where;
    this.#findings.push({ line: Math.max(1, line), block_no, account_id, transaction_id, problem });
  }

  #strange(problem: string): void {
    const block_no = this.#open?.header.block_no ?? null;
    this.#find(problem, { block_no });
  }

  #followBalances(complete: boolean): RunningBalances {
    return new RunningBalances(complete, (account, line, problem) =>
      this.#find(problem, { account_id: toWireId("account", account) }, line),
    );
  }

  #readManifest(bytes: Buffer): void {
    const parsed = parseLine(bytes, zManifestLine);
    if (!parsed) return this.#strange("the manifest cannot be read");
    const { manifest, signature } = parsed;
    if (this.#line !== 1) return this.#strange("a manifest is the first line and no other");
    this.#manifest = manifest;
    if (!isExactly(bytes, manifestLine(manifest, signature))) this.#find("the manifest is not written as we write it");
    for (const key of this.#options.keys ?? manifest.keys) this.#keys.set(key.kid, key);
    const wrong = this.#judgeSignature(manifest.key_id, signedManifest(manifest), signature);
    if (wrong) this.#find(`the manifest ${wrong}`);
    this.#balances = this.#followBalances(manifest.complete);
    this.#head = manifest.previous;
    this.#witness(manifest.previous);
  }

  #readBlock(bytes: Buffer): void {
    this.#closeBlock();
    const parsed = parseLine(bytes, zBlockLine);
    if (!parsed) return this.#strange("the block line cannot be read");
    const { block, head, signature } = parsed;
    const find = (problem: string) => this.#find(problem, { block_no: block.block_no });
    if (!isExactly(bytes, blockLine(block, head, signature))) find("the block line is not written as we write it");
    if (headOf(block) !== head) find("the block line was changed: its head is another");
    const wrong = this.#judgeSignature(block.key_id, signedHead(head), signature);
    if (wrong) find(`the block ${wrong}`);
    const wanted_no = this.#previous ? this.#previous.block_no + 1 : (this.#manifest?.from_block ?? 1);
    if (block.block_no !== wanted_no) find(`block ${wanted_no} belongs here`);
    if (block.previous !== this.#head) find("the block does not follow the one before it");
    if (block.tenant_id !== this.#manifest?.tenant_id) find("the block is another tenant's");
    this.#previous = block;
    this.#head = head;
    this.#blocks += 1;
    this.#witness(head);
    this.#open = new BlockLeaves(block);
  }

  #readEntry(bytes: Buffer): void {
    this.#leaves += 1;
    if (!this.#open) return this.#find("the entry is in no block");
    const block_no = this.#open.header.block_no;
    const { entry, problems } = this.#open.read(bytes);
    const where = {
      block_no,
      account_id: entry?.account_id ? toWireId("account", entry.account_id) : null,
      transaction_id: entry ? toWireId("transaction", entry.transaction_id) : null,
    };
    for (const problem of problems) this.#find(problem, where);
    if (entry) this.#balances.add(entry, this.#line);
  }

  #closeBlock(): void {
    const block = this.#open;
    this.#open = undefined;
    for (const problem of block?.end() ?? []) this.#find(problem, { block_no: block?.header.block_no ?? null });
  }

  /** What is wrong with a signature, if anything. */
  #judgeSignature(key_id: string, data: Buffer, signature: string): string | undefined {
    const key = this.#keys.get(key_id);
    if (!key) return `is signed with the unknown key ${key_id}`;
    return verifySignature(key, data, Buffer.from(signature, "hex")) ? undefined : "has a signature that is not right";
  }

  #witness(head: string): void {
    if (head === this.#options.head) this.#witnessed = true;
  }

  #compareWithManifest(manifest: Manifest): void {
    const { blocks, leaves, head, to_block } = manifest;
    const last = this.#previous?.block_no ?? to_block;
    if (this.#blocks !== blocks) this.#find(`${this.#blocks} blocks, the manifest says ${blocks}`, { block_no: last });
    if (this.#leaves !== leaves) this.#find(`${this.#leaves} entries, the manifest says ${leaves}`, { block_no: last });
    if (this.#head !== head) this.#find("the chain ends at another head than the manifest says", { block_no: last });
  }
}

/** Feeds a file, piece by piece, and answers with what was found. */
export async function verifyExport(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  options: VerifyOptions = {},
): Promise<VerifyReport> {
  const verifier = new ExportVerifier(options);
  let rest = Buffer.alloc(0);
  let any = false;
  for await (const chunk of chunks) {
    any ||= chunk.length > 0;
    let from = 0;
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
      const piece = chunk.subarray(from, at);
      verifier.read(rest.length > 0 ? Buffer.concat([rest, piece]) : piece);
      rest = Buffer.alloc(0);
      from = at + 1;
    }
    rest = Buffer.concat([rest, chunk.subarray(from)]);
  }
  if (rest.length > 0) verifier.read(rest);
  return verifier.end(any && rest.length === 0);
}

function startsWith(bytes: Buffer, text: string): boolean {
  return bytes.subarray(0, text.length).equals(Buffer.from(text));
}

function isExactly(bytes: Buffer, text: string): boolean {
  return bytes.equals(Buffer.from(text));
}

function parseLine<T>(bytes: Buffer, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(bytes.toString("utf8"))).data;
  } catch {
    return undefined;
  }
}
