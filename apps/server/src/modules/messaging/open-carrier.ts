import { decrypt, encrypt, type Place } from "../../platform/crypto/cipher.ts";
import type { Secrets } from "../../platform/crypto/secrets.ts";
import type { Carrier, CloudKey, Line } from "./carrier.ts";
import type { Channel } from "./channels.ts";
import { aliyunCarrier, type AliyunSettings } from "./send-by-aliyun.ts";
import { type SmtpCredentials, smtpCarrier, type SmtpSettings } from "./send-by-smtp.ts";
import { tencentCarrier, type TencentSettings } from "./send-by-tencent.ts";

export type Credentials = CloudKey | SmtpCredentials;

const placeOf = (tenant_id: string, channel_id: string): Place => ({
  tenant_id,
  table: "messaging.channel",
  column: "credentials",
  row_id: channel_id,
});

export function sealCredentials(secrets: Secrets, tenant_id: string, channel_id: string, held: Credentials): Buffer {
  return encrypt(secrets, JSON.stringify(held), placeOf(tenant_id, channel_id));
}

/** What a person may know of them: enough to tell two keys apart. */
export function showCredentials(held: Credentials): string {
  if ("password" in held) return "";
  return `${held.key_id.slice(0, 4)}…${held.key_id.slice(-4)}`;
}

/** The carrier of a channel, its credentials opened: kept no longer than a batch. */
export function openCarrier(secrets: Secrets, tenant_id: string, channel: Channel, line: Line): Carrier {
  const { channel_id, carrier, settings } = channel;
  const held: unknown = JSON.parse(decrypt(secrets, channel.credentials_cipher, placeOf(tenant_id, channel_id)));
  // Both were written together with the carrier's name, by save-channel.ts.
  if (carrier === "aliyun_sms") return aliyunCarrier(settings as AliyunSettings, held as CloudKey, line);
  if (carrier === "tencent_sms") return tencentCarrier(settings as TencentSettings, held as CloudKey, line);
  return smtpCarrier(settings as SmtpSettings, held as SmtpCredentials, line);
}
