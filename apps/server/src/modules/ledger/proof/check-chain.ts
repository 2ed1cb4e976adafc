import type { Keyed } from "../../../platform/crypto/secrets.ts";
import type { Database, Db } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { headOf, NO_HEAD, type PublicKey, signedHead, verifySignature } from "../domain/block.ts";
import type { LeafEntry } from "../domain/export-lines.ts";
import { merkleRoot } from "../domain/merkle.ts";
import * as sql from "../db/proof.gen.ts";
import { type Block, type Leaf, listBlocks, listProofKeys, readLeafHashes, readLeaves } from "./read-blocks.ts";

export interface ChainFinding {
  block_no: number;
  transaction_id: string | null;
  account_id: string | null;
  problem: string;
}

const PAGE = 100;

/** Compares the rows of the book with what was sealed, and the chain with itself. Block by block, each read by itself. */
export async function checkChain(
  database: Database,
  app: Partial<Pick<Keyed, "secrets">>,
  tenant_id: string,
): Promise<ChainFinding[]> {
  const findings: ChainFinding[] = [];
  const [keys, witnesses] = await database.read(tenant_id, async (db) => [
    await listProofKeys(db, app),
    await run(db, sql.listWitnessedHeads, { tenant_id }),
  ]);
  const witnessed = new Map(witnesses.map(({ blocks, head }) => [blocks, head.toString("hex")]));
  let previous: Block | undefined;
  for (;;) {
    const range = { from_block: (previous?.header.block_no ?? 0) + 1, to_block: Number.MAX_SAFE_INTEGER, limit: PAGE };
    const page = await database.read(tenant_id, (db) => listBlocks(db, range));
    for (const block of page) {
      const { block_no } = block.header;
      const find = (problem: string) => findings.push({ block_no, transaction_id: null, account_id: null, problem });
      for (const problem of checkHeader(block, previous, keys)) find(problem);
      const head = witnessed.get(block_no);
      if (head !== undefined && head !== block.head) find("an earlier audit saw another head here");
      witnessed.delete(block_no);
      findings.push(...(await database.read(tenant_id, (db) => checkLeaves(db, block))));
      previous = block;
    }
    if (page.length < PAGE) break;
  }
  for (const block_no of witnessed.keys())
    findings.push({
      block_no,
      transaction_id: null,
      account_id: null,
      problem: "an earlier audit saw this block; it is gone",
    });
  return findings;
}

function checkHeader({ header, head, signature }: Block, previous: Block | undefined, keys: PublicKey[]): string[] {
  const problems: string[] = [];
  const wanted_no = (previous?.header.block_no ?? 0) + 1;
  if (header.block_no !== wanted_no) problems.push(`block ${wanted_no} is missing before it`);
  if (header.previous !== (previous?.head ?? NO_HEAD)) problems.push("the block does not follow the one before it");
  if (headOf(header) !== head) problems.push("the block was changed: its head is another");
  const key = keys.find((one) => one.kid === header.key_id);
  if (!key) problems.push(`the block is signed with the unknown key ${header.key_id}`);
  else if (!verifySignature(key, signedHead(head), Buffer.from(signature, "hex")))
    problems.push("the block's signature is not right");
  return problems;
}

async function checkLeaves(db: Db, { header }: Block): Promise<ChainFinding[]> {
  const { block_no, leaves, merkle_root } = header;
  const { tenant_id } = db;
  const [sealed, places, rows] = await Promise.all([
    readLeafHashes(db, block_no),
    run(db, sql.listPlaces, { tenant_id, block_no }),
    readLeaves(db, block_no),
  ]);
  const of_block = (problem: string) => ({ block_no, transaction_id: null, account_id: null, problem });
  const findings: ChainFinding[] = [];
  if (sealed.length !== leaves || merkleRoot(sealed).toString("hex") !== merkle_root)
    findings.push(of_block("the block's hashes were changed: they come to another Merkle root"));
  const placed = places.reduce((sum, place) => sum + place.leaves, 0);
  if (placed !== leaves)
    findings.push(of_block(`${placed} entries have their place in the block, ${leaves} were sealed`));
  const rowsOf = Map.groupBy(rows, (row) => row.transaction_id);
  for (const { transaction_id, first_leaf, leaves: count } of places) {
    const wanted = sealed.slice(first_leaf, first_leaf + count);
    const problems = compareRows(rowsOf.get(transaction_id) ?? [], wanted);
    findings.push(...problems.map((problem) => ({ block_no, transaction_id, ...problem })));
  }
  return findings;
}

/** Rows of one transaction against the hashes that were sealed for it. */
function compareRows(rows: Leaf[], sealed: Buffer[]): Pick<ChainFinding, "account_id" | "problem">[] {
  const wanted = new Set(sealed.map((hash) => hash.toString("hex")));
  const found = rows
    .filter((row) => !wanted.has(row.hash.toString("hex")))
    .map((row) => {
      const { line_no, account_id } = JSON.parse(row.text) as LeafEntry;
      return { account_id, problem: `line ${line_no} is not what was sealed: a row was changed or added` };
    });
  const missing = sealed.length - rows.length;
  return missing > 0
    ? [...found, { account_id: null, problem: `${missing} of its ${sealed.length} lines are gone` }]
    : found;
}
