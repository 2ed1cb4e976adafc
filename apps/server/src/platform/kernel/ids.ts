import { v7 } from "uuid";
import { decodeUuid, encodeUuid } from "./base32.ts";
import type { Clock } from "./clock.ts";
import type { Random } from "./random.ts";

/** Prefix of every public id. In the database an id is a plain uuid; on the wire it is `<prefix>_<base32>` (TypeID over UUIDv7). */
export const ID_PREFIXES = {
  tenant: "ten",
  org_unit: "unt",
  venue: "ven",
  staff: "stf",
  session: "ses",
  api_key: "key",
  member: "mbr",
  message: "msg",
  channel: "chn",
  qr_code: "qrc",
  wechat_account: "wxa",
  follower: "wfo",
  account: "acc",
  transaction: "txn",
  lot: "lot",
  purchase: "pur",
  gate: "gat",
  device: "dev",
  kiosk_visit: "kvi",
  kiosk_call: "kcl",
  admission: "adm",
  event: "evt",
  earning_rule: "rul",
  tag: "tag",
  field: "fld",
  tag_hit: "hit",
  member_block: "blk",
  hold: "hld",
  household: "hhd",
  identity: "idn",
  merge: "mrg",
  duplicate: "dup",
  saved_view: "viw",
  selection: "sel",
  bulk: "bop",
  household_member: "hhm",
  member_tier: "mtr",
  note: "not",
  member_file: "mfl",
  household_invitation: "hin",
  tier: "tir",
  season: "sea",
  adjustment: "adj",
  replay: "rpl",
  refund: "rfd",
  audit: "aud",
  audit_entry: "aue",
  role: "rol",
  invitation: "inv",
  approval: "apr",
  delegation: "dlg",
  webhook_endpoint: "whe",
  webhook_delivery: "whd",
  logged_request: "req",
  job: "job",
  file: "fil",
  import: "imp",
  import_mapping: "map",
  export: "exp",
  subject_request: "dsr",
  consent: "con",
  document: "doc",
  incident: "inc",
  retention_run: "ret",
} as const;
export type IdKind = keyof typeof ID_PREFIXES;

export interface Ids {
  /** A new UUIDv7, never smaller than the one before. */
  next(): string;
}

/** Ids follow the real clock: they place rows near each other in an index and are never read as business time. */
export function createIds(clock: Clock, random: Random): Ids {
  let lastMs = 0;
  let sequence = 0;
  return {
    next() {
      const ms = clock.now().getTime();
      if (ms > lastMs) {
        lastMs = ms;
        sequence = 0;
      } else sequence++;
      return v7({ msecs: lastMs, seq: sequence, random: random.bytes(16) });
    },
  };
}

export function toWireId(kind: IdKind, uuid: string): string {
  return `${ID_PREFIXES[kind]}_${encodeUuid(uuid)}`;
}

/** The uuid inside a wire id, or undefined when the text is not an id of this kind. */
export function parseWireId(kind: IdKind, wire: string): string | undefined {
  const prefix = ID_PREFIXES[kind];
  if (!wire.startsWith(prefix) || wire[prefix.length] !== "_") return undefined;
  return decodeUuid(wire, prefix.length + 1);
}
