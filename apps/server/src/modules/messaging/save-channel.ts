import type { By } from "../../platform/audit/by.ts";
import { recordAudit } from "../../platform/audit/record-audit.ts";
import type { Keyed } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { isOutsideHost, isOutsideUrl, type UrlRules } from "../../platform/net/outside-url.ts";
import { type CarrierName, type Channel, getChannel, listChannels, lockChannel, mediumOf } from "./channels.ts";
import type { SettingsOf } from "./channels.ts";
import { findSmsKind } from "./message-kinds.ts";
import { type Credentials, sealCredentials, showCredentials } from "./open-carrier.ts";

export const MAX_CHANNELS = 50;

export interface ChannelInput {
  carrier: CarrierName;
  settings: SettingsOf[CarrierName];
  credentials: Credentials;
  name: string;
  per_minute: number;
}
/** What is not given stays. */
export type ChannelChange = Partial<Pick<ChannelInput, "name" | "per_minute" | "settings" | "credentials">> & {
  version: number;
  state?: "active" | "paused" | undefined;
};

export interface ChannelWriter {
  by: By;
  rules: UrlRules;
}

/** It is paused: tried first, then taken into use. @throws channel_limit · channel_address_refused · message_kind_unknown */
export async function createChannel(tx: Tx, app: Keyed, input: ChannelInput, writer: ChannelWriter): Promise<Channel> {
  const { tenant_id } = tx;
  checkSettings(input.carrier, input.settings, writer.rules);
  if ((await listChannels(tx)).length >= MAX_CHANNELS) throw new AppError("channel_limit", { maximum: MAX_CHANNELS });
  const channel_id = app.runtime.ids.next();
  const { carrier, name, per_minute, settings, credentials } = input;
  const medium = mediumOf(carrier);
  const row = { medium, carrier, name, per_minute, settings: JSON.stringify(settings) };
  await tx.run(
    sql_builder.insertInto("messaging.channel").values({
      tenant_id,
      channel_id,
      ...row,
      ...sealed(tx, app, channel_id, credentials),
      created_at: app.runtime.clock.now(),
    }),
  );
  await tell(tx, app, writer, "channel.created", channel_id, { after: { name, carrier, per_minute, settings } });
  return getChannel(tx, channel_id);
}

const sealed = ({ tenant_id }: Tx, { secrets }: Keyed, channel_id: string, credentials: Credentials) => ({
  credentials_cipher: sealCredentials(secrets, tenant_id, channel_id, credentials),
  credentials_shown: showCredentials(credentials),
});

/**
 * One channel of a medium is in use: taking this one into use pauses the other, and what waits there goes this way.
 * @throws not_found · version_conflict · channel_address_refused · message_kind_unknown
 */
export async function changeChannel(
  tx: Tx,
  app: Keyed,
  channel_id: string,
  { version, settings, credentials, state, ...plain }: ChannelChange,
  writer: ChannelWriter,
): Promise<Channel> {
  const { tenant_id } = tx;
  const before = await lockChannel(tx, channel_id);
  if (!before) throw new AppError("not_found");
  if (before.version !== version) throw new AppError("version_conflict");
  if (settings) checkSettings(before.carrier, settings, writer.rules);
  if (state === "active" && before.state === "paused") await takeOver(tx, app, before);
  const { name, per_minute } = plain;
  await tx.run(
    sql_builder
      .updateTable("messaging.channel")
      .set({
        ...(name === undefined ? {} : { name }),
        ...(per_minute === undefined ? {} : { per_minute }),
        ...(settings ? { settings: JSON.stringify(settings) } : {}),
        ...(credentials ? sealed(tx, app, channel_id, credentials) : {}),
        ...(state === undefined ? {} : { state }),
        ...(state === "active" ? { activated_at: app.runtime.clock.now() } : {}),
        // Whatever was wrong may be mended: it is tried at once.
        failures: 0,
        wait_until: null,
        version: before.version + 1,
      })
      .where("tenant_id", "=", tenant_id)
      .where("channel_id", "=", channel_id),
  );
  const after = await getChannel(tx, channel_id);
  await tell(tx, app, writer, "channel.updated", channel_id, {
    before: auditedOf(before),
    after: { ...auditedOf(after), ...(credentials ? { credentials: "replaced" } : {}) },
  });
  return after;
}

const auditedOf = ({ name, per_minute, settings, state }: Channel) => ({ name, per_minute, settings, state });

async function takeOver(tx: Tx, app: Keyed, { channel_id, medium, carrier }: Channel): Promise<void> {
  const { tenant_id } = tx;
  const others = (await listChannels(tx)).filter((one) => one.medium === medium && one.channel_id !== channel_id);
  if (others.length === 0) return;
  const ids = others.map((one) => one.channel_id).sort();
  await tx.run(
    sql_builder
      .updateTable("messaging.channel")
      .set({ state: "paused" })
      .where("tenant_id", "=", tenant_id)
      .where("channel_id", "in", ids)
      .where("state", "=", "active"),
  );
  const due_at = app.runtime.clock.now();
  await tx.run(
    sql_builder
      .updateTable("messaging.message")
      .set({ channel_id, channel: carrier, due_at })
      .where("tenant_id", "=", tenant_id)
      .where("channel_id", "in", ids)
      .where("status", "=", "queued")
      .where("is_test", "=", false),
  );
}

/** What waits there is given up; a person may send it anew by the channel then in use. @throws not_found */
export async function deleteChannel(tx: Tx, app: Keyed, channel_id: string, writer: ChannelWriter): Promise<void> {
  const { tenant_id } = tx;
  const before = await lockChannel(tx, channel_id);
  if (!before) throw new AppError("not_found");
  await tx.run(
    sql_builder
      .updateTable("messaging.channel")
      .set({ deleted_at: app.runtime.clock.now(), state: "paused" })
      .where("tenant_id", "=", tenant_id)
      .where("channel_id", "=", channel_id),
  );
  const gone = sql_builder.updateTable("messaging.message").where("tenant_id", "=", tenant_id);
  await tx.run(
    gone
      .set({ status: "failed", error_code: "channel_gone", error_text: null, leased_until: null })
      .where("channel_id", "=", channel_id)
      .where("status", "=", "queued"),
  );
  await tx.run(gone.set({ receipt_due_at: null }).where("channel_id", "=", channel_id).where("status", "=", "sent"));
  await tell(tx, app, writer, "channel.deleted", channel_id, { before: auditedOf(before) });
}

function tell(
  tx: Tx,
  app: Keyed,
  { by }: ChannelWriter,
  action: `channel.${string}`,
  id: string,
  change: { before?: Record<string, unknown>; after?: Record<string, unknown> },
): Promise<void> {
  return recordAudit(tx, app.runtime, by, { action, subject: { kind: "channel", id }, ...change });
}

const MAIL_PORTS = new Set([25, 465, 587]);

/** Where it leads is looked at again when it is called. */
function checkSettings(carrier: CarrierName, settings: SettingsOf[CarrierName], rules: UrlRules): void {
  if ("endpoint" in settings) {
    if (!isOutsideUrl(settings.endpoint, rules)) throw new AppError("channel_address_refused");
    const unknown = settings.templates.find(({ kind, params }) => !fits(kind, params));
    if (unknown) throw new AppError("message_kind_unknown", { kind: unknown.kind });
    return;
  }
  const { host, port, security } = settings;
  const is_own = rules.addresses.isAllowed(host) || rules.mode === "sandbox";
  const fine = isOutsideHost(host, rules.addresses) && (MAIL_PORTS.has(port) || port >= 1024);
  if (carrier !== "smtp" || !fine || (security === "none" && !is_own)) throw new AppError("channel_address_refused");
}

function fits(kind: string, params: readonly { value: string }[]): boolean {
  const known = findSmsKind(kind);
  return known !== undefined && params.every(({ value }) => value in known.params);
}
