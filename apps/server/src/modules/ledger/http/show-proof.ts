import { toWireId } from "../../../platform/kernel/ids.ts";
import { headerText, headOf, type PublicKey, signedHead, verifySignature } from "../domain/block.ts";
import type { AuditRun } from "../proof/audit-tenant.ts";
import type { Block } from "../proof/read-blocks.ts";
import type { ChainState, EntryProof, TransactionProof } from "../proof/read-proof.ts";

/** The head is the header's, and a key of ours signed it. */
export function isSignatureValid(block: Block, keys: readonly PublicKey[]): boolean {
  const key = keys.find((one) => one.kid === block.header.key_id);
  const signature = Buffer.from(block.signature, "hex");
  return (
    key !== undefined && headOf(block.header) === block.head && verifySignature(key, signedHead(block.head), signature)
  );
}

export function showBlock(keys: readonly PublicKey[]) {
  return (block: Block) => {
    const { tenant_id: _, first_transaction_id, last_transaction_id, ...header } = block.header;
    return {
      ...header,
      first_transaction_id: toWireId("transaction", first_transaction_id),
      last_transaction_id: toWireId("transaction", last_transaction_id),
      head: block.head,
      signature: block.signature,
      signature_valid: isSignatureValid(block, keys),
    };
  };
}

export function showStatus({ last_block, waiting, last_audit }: ChainState, keys: readonly PublicKey[]) {
  const audit = last_audit && {
    at: last_audit.finished_at.toISOString(),
    balanced: last_audit.finding_count === 0,
    findings: last_audit.finding_count,
  };
  const block = last_block && {
    block_no: last_block.header.block_no,
    sealed_at: last_block.header.sealed_at,
    head: last_block.head,
  };
  return {
    audit: audit ?? null,
    blocks: block?.block_no ?? 0,
    last_block: block ?? null,
    waiting,
    signature_valid: last_block ? isSignatureValid(last_block, keys) : null,
  };
}

export function showAudit(audit: AuditRun) {
  const { audit_id, requested_at, finished_at, finding_count, findings, ...rest } = audit;
  return {
    ...rest,
    audit_id: toWireId("audit", audit_id),
    requested_at: requested_at.toISOString(),
    finished_at: finished_at && finished_at.toISOString(),
    balanced: finding_count === null ? null : finding_count === 0,
    finding_count,
    findings: (findings ?? []).map(({ account_id, transaction_id, ...finding }) => ({
      ...finding,
      account_id: account_id && toWireId("account", account_id),
      transaction_id: transaction_id && toWireId("transaction", transaction_id),
    })),
  };
}

/** `isVisible`: of an entry's account. The other side of a transfer is another person's business. */
export function showProof(
  transaction_id: string,
  proof: TransactionProof | undefined,
  keys: readonly PublicKey[],
  isVisible: (account_id: string | null) => boolean,
) {
  const entries = proof?.entries.filter(({ entry }) => isVisible(entry.account_id)) ?? [];
  return {
    transaction_id: toWireId("transaction", transaction_id),
    state: proof ? ("sealed" as const) : ("waiting" as const),
    block: proof ? showBlock(keys)(proof.block) : null,
    header: proof ? headerText(proof.block.header) : null,
    entries: entries.map(showEntryProof),
  };
}

function showEntryProof({ entry, text, leaf, leaf_no, path, valid }: EntryProof) {
  return {
    line_no: entry.line_no,
    text,
    leaf: leaf.toString("hex"),
    leaf_no,
    path: path.map(({ side, hash }) => ({ side, hash: hash.toString("hex") })),
    valid,
  };
}
