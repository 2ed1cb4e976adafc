import { z } from "zod";
import { wireIdOut, zCount, zInstantOut } from "../../../platform/http/schema.ts";

const zHex = z.string().meta({ pattern: "^[0-9a-f]+$", description: "Hexadecimal" });

export const zBlock = z
  .object({
    block_no: zCount,
    transactions: zCount,
    leaves: zCount,
    first_transaction_id: wireIdOut("transaction"),
    last_transaction_id: wireIdOut("transaction"),
    merkle_root: zHex,
    previous: zHex,
    head: zHex,
    sealed_at: zInstantOut,
    key_id: zHex,
    signature: zHex,
    signature_valid: z.boolean(),
  })
  .meta({ id: "LedgerBlock" });

const zFinding = z.object({
  account_id: wireIdOut("account").nullable(),
  transaction_id: wireIdOut("transaction").nullable(),
  block_no: zCount.nullable(),
  problem: z.string(),
  expected: z.int().nullable(),
  actual: z.int().nullable(),
});

export const zAudit = z
  .object({
    audit_id: wireIdOut("audit"),
    asked_by: z.enum(["night", "request"]),
    state: z.enum(["queued", "done"]),
    requested_at: zInstantOut,
    finished_at: zInstantOut.nullable(),
    balanced: z.boolean().nullable(),
    transactions: zCount.nullable(),
    entries: zCount.nullable(),
    blocks: zCount.nullable(),
    finding_count: zCount.nullable(),
    findings: z.array(zFinding),
  })
  .meta({ id: "LedgerAudit" });

export const zLedgerStatus = z
  .object({
    audit: z.object({ at: zInstantOut, balanced: z.boolean(), findings: zCount }).nullable(),
    blocks: zCount,
    last_block: z.object({ block_no: zCount, sealed_at: zInstantOut, head: zHex }).nullable(),
    waiting: zCount.meta({ description: "Transactions that are in no block yet" }),
    signature_valid: z.boolean().nullable().meta({ description: "Of the last block" }),
  })
  .meta({ id: "LedgerStatus" });

export const zProof = z
  .object({
    transaction_id: wireIdOut("transaction"),
    state: z.enum(["sealed", "waiting"]),
    block: zBlock.nullable(),
    header: z.string().nullable().meta({
      description: 'The block\'s header as it is hashed: head = SHA-256("huiyou block 1\\n" + header)',
    }),
    entries: z.array(
      z.object({
        line_no: zCount,
        text: z.string().meta({ description: "The entry as it is hashed: leaf = SHA-256(0x00 + text)" }),
        leaf: zHex,
        leaf_no: zCount,
        path: z.array(z.object({ side: z.enum(["left", "right"]), hash: zHex })).meta({
          description: "Neighbours up to the root: node = SHA-256(0x01 + left + right)",
        }),
        valid: z.boolean().meta({ description: "Whether the row as it is now leads to the block's root" }),
      }),
    ),
  })
  .meta({ id: "LedgerProof" });

export const zKeys = z
  .object({
    keys: z.array(
      z
        .object({ kty: z.literal("OKP"), crv: z.literal("Ed25519"), kid: zHex, x: z.string() })
        .meta({ id: "PublicKey" }),
    ),
  })
  .meta({ id: "PublicKeySet" });
