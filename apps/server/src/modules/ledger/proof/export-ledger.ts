import type { App } from "../../../platform/app.ts";
import { run } from "../../../platform/db/sql.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { NO_HEAD } from "../domain/block.ts";
import {
  blockLine,
  entryLine,
  EXPORT_FORMAT,
  type Manifest,
  manifestLine,
  signedManifest,
} from "../domain/export-lines.ts";
import * as sql from "../db/proof.gen.ts";
import { type Block, listBlocks, listProofKeys, readLeafHashes, readLeaves } from "./read-blocks.ts";
import { proofKey } from "./seal-blocks.ts";

type Exporter = Pick<App, "database" | "secrets" | "runtime">;

/** Which blocks an export holds; the ends default to those of the chain. */
export interface ExportRange {
  from_block?: number | undefined;
  to_block?: number | undefined;
}

/**
 * The sealed book of a tenant as lines of JSON: the manifest, then each block with its entries. Blocks never change, so each is
 * read when its turn comes and no transaction waits for a slow reader.
 * @throws block_not_found
 */
export async function exportLedger(
  app: Exporter,
  tenant_id: string,
  range: ExportRange,
): Promise<AsyncGenerator<string>> {
  const manifest = await readManifest(app, tenant_id, range);
  return writeLines(app, manifest);
}

async function* writeLines(app: Exporter, manifest: Manifest): AsyncGenerator<string> {
  const { tenant_id, from_block, to_block } = manifest;
  const signature = proofKey(app.secrets).sign(signedManifest(manifest)).toString("hex");
  yield `${manifestLine(manifest, signature)}\n`;
  for (let block_no = from_block; block_no <= to_block; block_no++) {
    const lines = await app.database.read(tenant_id, async (db) => {
      const [block] = await listBlocks(db, { from_block: block_no, to_block: block_no, limit: 1 });
      const [leaves, sealed] = await Promise.all([readLeaves(db, block_no), readLeafHashes(db, block_no)]);
      // The hash that was sealed beside the row as it is: a row that was changed since shows.
      const entries = leaves.map(({ text, index, hash }) => entryLine((sealed[index] ?? hash).toString("hex"), text));
      return [...(block ? [lineOf(block)] : []), ...entries, ""].join("\n");
    });
    yield lines;
  }
}

const lineOf = ({ header, head, signature }: Block) => blockLine(header, head, signature);

async function readManifest(app: Exporter, tenant_id: string, range: ExportRange): Promise<Manifest> {
  return app.database.read(tenant_id, async (db) => {
    const newest = await run(db, sql.findHead, { tenant_id });
    const last = newest?.block_no ?? 0;
    const { from_block = 1, to_block = last } = range;
    if (to_block > last || from_block > to_block + 1) throw new AppError("block_not_found", { blocks: last });
    const sum = await run(db, sql.sumBlocks, { tenant_id, from_block, to_block });
    const ends = await listBlocks(db, { from_block: from_block - 1, to_block: from_block - 1, limit: 1 });
    const [end] = await listBlocks(db, { from_block: to_block, to_block, limit: 1 });
    const previous = ends[0]?.head ?? NO_HEAD;
    return {
      format: EXPORT_FORMAT,
      tenant_id,
      exported_at: app.runtime.clock.now().toISOString(),
      complete: from_block === 1 && to_block === last,
      from_block,
      to_block,
      blocks: sum.blocks,
      leaves: sum.leaves,
      previous,
      head: end?.head ?? previous,
      keys: await listProofKeys(db, app),
      key_id: proofKey(app.secrets).key_id,
    };
  });
}
