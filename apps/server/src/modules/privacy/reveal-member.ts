import type { Caller } from "../../platform/audit/by.ts";
import { recordAudit } from "../../platform/audit/record-audit.ts";
import type { Keyed } from "../../platform/crypto/secrets.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { openClear } from "../members/index.ts";
import type { Reach } from "../../platform/kernel/reach.ts";

export const REVEALED_FIELDS = ["phone", "id_number"] as const;
export type RevealedField = (typeof REVEALED_FIELDS)[number];

/** Shows what is otherwise masked, once, and writes down who looked and why. @throws not_found */
export async function revealMember(
  tx: Tx,
  app: Keyed,
  input: { member_id: string; fields: readonly RevealedField[]; reason: string; reach: Reach; by: Caller },
): Promise<Partial<Record<RevealedField, string | null>> & { reason: string }> {
  const { member_id, fields, reason, reach, by } = input;
  const clear = await openClear(tx, app, member_id, reach);
  await recordAudit(tx, app.runtime, by, {
    action: "member.revealed",
    subject: { kind: "member", id: member_id },
    after: { fields },
    reason,
  });
  return { ...Object.fromEntries(fields.map((field) => [field, clear[field]])), reason };
}
