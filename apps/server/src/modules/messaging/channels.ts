import { sql_builder } from "../../platform/db/builder.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { AliyunSettings } from "./send-by-aliyun.ts";
import type { SmtpSettings } from "./send-by-smtp.ts";
import type { TencentSettings } from "./send-by-tencent.ts";

/** What a person is reached by. A tenant has one channel in use for each. */
export type Medium = "sms" | "email";

export const CARRIERS = ["aliyun_sms", "tencent_sms", "smtp"] as const;
export type CarrierName = (typeof CARRIERS)[number];

/** As kept in the channel's row, by carrier. */
export interface SettingsOf {
  aliyun_sms: AliyunSettings;
  tencent_sms: TencentSettings;
  smtp: SmtpSettings;
}

export const mediumOf = (carrier: CarrierName): Medium => (carrier === "smtp" ? "email" : "sms");

/** Show messages to staff instead of sending them: for evaluation, sandboxes and tests. */
export const TEST_CHANNELS = { sms: "sms_test", email: "email_test" } as const satisfies Record<Medium, string>;

export interface Channel {
  channel_id: string;
  medium: Medium;
  carrier: CarrierName;
  name: string;
  settings: SettingsOf[CarrierName];
  credentials_cipher: Buffer;
  credentials_shown: string;
  state: "active" | "paused";
  per_minute: number;
  minute_started_at: Date | null;
  taken: number;
  failures: number;
  wait_until: Date | null;
  last_error_code: string | null;
  last_error_text: string | null;
  last_error_at: Date | null;
  last_success_at: Date | null;
  version: number;
  created_at: Date;
}

const COLUMNS = [
  "channel_id",
  "medium",
  "carrier",
  "name",
  "settings",
  "credentials_cipher",
  "credentials_shown",
  "state",
  "per_minute",
  "minute_started_at",
  "taken",
  "failures",
  "wait_until",
  "last_error_code",
  "last_error_text",
  "last_error_at",
  "last_success_at",
  "version",
  "created_at",
] as const;

const living = (db: Db) =>
  sql_builder
    .selectFrom("messaging.channel")
    .select(COLUMNS)
    .where("tenant_id", "=", db.tenant_id)
    .where("deleted_at", "is", null)
    // Written by save-channel.ts from what the routes validated.
    .$castTo<Channel>();

/** A tenant has few (MAX_CHANNELS): all of them, oldest first. */
export function listChannels(db: Db): Promise<Channel[]> {
  return db.all(living(db).orderBy("created_at").orderBy("channel_id"));
}

export function findChannel(db: Db, channel_id: string): Promise<Channel | undefined> {
  return db.first(living(db).where("channel_id", "=", channel_id));
}

/** @throws not_found */
export async function getChannel(db: Db, channel_id: string): Promise<Channel> {
  const channel = await findChannel(db, channel_id);
  if (!channel) throw new AppError("not_found");
  return channel;
}

/** The same, until the transaction ends. */
export function lockChannel(tx: Tx, channel_id: string): Promise<Channel | undefined> {
  return tx.first(living(tx).where("channel_id", "=", channel_id).forNoKeyUpdate());
}

/**
 * Where a message of this medium goes now: the channel in use, else the one that was in use last, where it waits. Undefined:
 * this tenant never had one, and the built-in channel shows it.
 */
export async function findChannelInUse(
  db: Db,
  medium: Medium,
): Promise<{ channel_id: string; carrier: CarrierName } | undefined> {
  const row = await db.first(
    sql_builder
      .selectFrom("messaging.channel")
      .select(["channel_id", "carrier"])
      .where("tenant_id", "=", db.tenant_id)
      .where("medium", "=", medium)
      .where("deleted_at", "is", null)
      .where("activated_at", "is not", null)
      .orderBy("state")
      .orderBy("activated_at", "desc")
      .limit(1)
      .$castTo<{ channel_id: string; carrier: CarrierName }>(),
  );
  return row;
}
