import { sql_builder } from "../../platform/db/builder.ts";
import type { Db } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";

export interface MessageRow {
  message_id: string;
  channel: string;
  channel_id: string | null;
  kind: string;
  /** Of an e-mail. */
  subject: string | null;
  /** Null: the person has left, and what was written to them is gone. */
  to_masked: string | null;
  body: string;
  is_test: boolean;
  status: "queued" | "sent" | "delivered" | "failed";
  attempts: number;
  due_at: Date | null;
  carrier_message_id: string | null;
  error_code: string | null;
  error_text: string | null;
  created_at: Date;
  sent_at: Date | null;
  delivered_at: Date | null;
}

const COLUMNS = [
  "message_id",
  "channel",
  "channel_id",
  "kind",
  "to_masked",
  "subject",
  "body",
  "is_test",
  "status",
  "attempts",
  "due_at",
  "carrier_message_id",
  "error_code",
  "error_text",
  "created_at",
  "sent_at",
  "delivered_at",
] as const;

export interface MessageKey {
  created_at: Date;
  message_id: string;
}

export interface MessageFilter {
  status?: MessageRow["status"] | undefined;
  channel_id?: string | undefined;
}

const messages = (db: Db) =>
  sql_builder.selectFrom("messaging.message").select(COLUMNS).where("tenant_id", "=", db.tenant_id);

/** Newest first, those after `before`. */
export function listMessages(
  db: Db,
  { status, channel_id }: MessageFilter,
  limit: number,
  before?: MessageKey,
): Promise<MessageRow[]> {
  let query = messages(db).orderBy("created_at", "desc").orderBy("message_id", "desc").limit(limit);
  if (status !== undefined) query = query.where("status", "=", status);
  if (channel_id !== undefined) query = query.where("channel_id", "=", channel_id);
  if (before) {
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple("created_at", "message_id"), "<", tuple(before.created_at, before.message_id)),
    );
  }
  return db.all(query);
}

/** @throws not_found */
export async function getMessage(db: Db, message_id: string): Promise<MessageRow> {
  const row = await db.first(messages(db).where("message_id", "=", message_id));
  if (!row) throw new AppError("not_found");
  return row;
}
