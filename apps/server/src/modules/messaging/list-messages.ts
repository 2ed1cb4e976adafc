import { sql_builder } from "../../platform/db/builder.ts";
import type { Db } from "../../platform/db/pool.ts";

export interface MessageRow {
  message_id: string;
  channel: string;
  kind: string;
  /** Of an e-mail. */
  subject: string | null;
  /** Null: the person has left, and what was written to them is gone. */
  to_masked: string | null;
  body: string;
  status: "queued" | "delivered" | "failed";
  created_at: Date;
}

export interface MessageKey {
  created_at: Date;
  message_id: string;
}

/** Newest first, those after `before`. */
export function listMessages(db: Db, limit: number, before?: MessageKey): Promise<MessageRow[]> {
  let query = sql_builder
    .selectFrom("messaging.message")
    .select(["message_id", "channel", "kind", "to_masked", "subject", "body", "status", "created_at"])
    .where("tenant_id", "=", db.tenant_id)
    .orderBy("created_at", "desc")
    .orderBy("message_id", "desc")
    .limit(limit);
  if (before) {
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple("created_at", "message_id"), "<", tuple(before.created_at, before.message_id)),
    );
  }
  return db.all(query);
}
