import type { By } from "../../platform/audit/by.ts";
import { recordAudit } from "../../platform/audit/record-audit.ts";
import type { Keyed } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { EVERYBODY } from "../../platform/kernel/reach.ts";
import { getMember } from "./find-member.ts";
import { personIds } from "./persons.ts";

export interface Loss {
  member_id: string;
  /** The session of the phone in the hand; every other one ends. */
  session_id: string;
  by: By;
}

/**
 * A lost phone or a copied code: every code shown before opens nothing from now on, and who is signed in elsewhere is out.
 * @throws not_found
 */
export async function reportLoss(tx: Tx, app: Keyed, { member_id, session_id, by }: Loss): Promise<{ ended: number }> {
  const { tenant_id } = tx;
  const member = await getMember(tx, app, member_id, EVERYBODY, { lock: true });
  await tx.run(
    sql_builder
      .updateTable("members.member")
      .set({ medium_ref: app.runtime.ids.next(), version: member.version + 1 })
      .where("tenant_id", "=", tenant_id)
      .where("member_id", "=", member.member_id),
  );
  const ended = await tx.run(
    sql_builder
      .updateTable("members.session")
      .set({ revoked_at: app.runtime.clock.now() })
      .where("tenant_id", "=", tenant_id)
      // Somebody who was merged may be signed in under any of their ids.
      .where("member_id", "in", await personIds(tx, member.member_id))
      .where("session_id", "<>", session_id)
      .where("revoked_at", "is", null),
  );
  const subject = { kind: "member", id: member.member_id } as const;
  await recordAudit(tx, app.runtime, by, { action: "member.code_replaced", subject, after: { sessions_ended: ended } });
  return { ended };
}
