import type { Keyed } from "../../platform/crypto/secrets.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { appendEvents } from "../../platform/events/outbox.ts";
import { assert } from "../../platform/kernel/assert.ts";
import type { Language } from "../../platform/kernel/errors.ts";
import type { Phone } from "../../platform/kernel/phone.ts";
import { type Random, randomInteger } from "../../platform/kernel/random.ts";
import type { Birth } from "../org/index.ts";
import { birthColumns } from "./birth.ts";
import * as sql from "./db/register.gen.ts";
import { refreshCompleteness } from "./fields/completeness.ts";
import { cardNoOf } from "./domain/card-no.ts";
import { nameGrams, nameKey } from "./domain/name-grams.ts";
import { NO_ORIGIN, type Origin } from "./domain/origin.ts";
import type { Sex } from "./find-member.ts";
import { identityIndexesOf, phoneIdentity } from "./identity-vault.ts";
import { carryPhones, sealPhone } from "./phone-vault.ts";

export const MEMBER_SOURCES = [
  "sms",
  "front_desk",
  "import",
  "api",
  "till",
  "wechat",
  "mini_program",
  "h5",
  "kiosk",
  "qr",
  "purchase",
  "email",
  "family",
] as const;
export type MemberSource = (typeof MEMBER_SOURCES)[number];

export interface NewMember {
  name: string;
  phone?: Phone | undefined;
  home_unit_id: string;
  /** Who looks after them: the staff who registered them. */
  owner_staff_id?: string | undefined;
  source: MemberSource;
  /** What brought them: a code, its store, its staff. */
  origin?: Origin | undefined;
  external_id?: string | undefined;
  birth?: Birth | undefined;
  language?: Language | undefined;
  sex?: Sex | undefined;
  joined_at: Date;
}

/** `known`: somebody has this phone or external id already; nothing was written for this one. */
export type Registration =
  | { outcome: "created"; member_id: string; home_unit_id: string; owner_staff_id: string | null }
  | {
      outcome: "known";
      by: "phone" | "external_id";
      member_id: string;
      home_unit_id: string;
      owner_staff_id: string | null;
    };

/** A row and what must be drawn anew when chance hits a number that exists. */
type Draft = ReturnType<typeof draftOf>;

const MOST_DRAWS = 5;

/**
 * Registers any number of people with one statement a table. Each succeeds or turns out to be known on its own, also when
 * two of them are the same person or another transaction registers them at the same moment: it is waited for.
 */
export async function registerMembers(tx: Tx, app: Keyed, members: readonly NewMember[]): Promise<Registration[]> {
  const drafts = members.map((member) => draftOf(tx.tenant_id, app, member));
  const outcomes = new Map<Draft, Registration>();
  await carryPhones(
    tx,
    app.secrets,
    members.flatMap(({ phone }) => phone ?? []),
  );
  const created_at = app.runtime.clock.now();
  let open = await withoutSecondPhones(tx, app, drafts, outcomes);
  for (let draw = 0; open.length > 0; draw++) {
    assert(draw < MOST_DRAWS, "a free card number is found");
    for (const draft of open) drawNumbers(draft, app.runtime.random);
    const rows = open.map((draft) => draft.row);
    const inserted = await run(tx, sql.insertMembers, { tenant_id: tx.tenant_id, created_at, rows });
    const created = new Set(inserted.map((row) => row.member_id));
    for (const draft of open) {
      const { member_id, home_unit_id, owner_staff_id } = draft.row;
      if (created.has(member_id)) outcomes.set(draft, { outcome: "created", member_id, home_unit_id, owner_staff_id });
    }
    open = open.filter((draft) => !outcomes.has(draft));
    if (open.length > 0) await findHolders(tx, open, outcomes);
    open = open.filter((draft) => !outcomes.has(draft));
  }
  await announce(
    tx,
    app,
    drafts.filter((draft) => outcomes.get(draft)?.outcome === "created"),
    created_at,
  );
  return drafts.map((draft) => outcomes.get(draft) as Registration);
}

/** Whoever has one of these as a second phone is that person. */
async function withoutSecondPhones(
  tx: Tx,
  { secrets }: Keyed,
  drafts: Draft[],
  outcomes: Map<Draft, Registration>,
): Promise<Draft[]> {
  const indexes = drafts.flatMap(({ source: { phone } }) =>
    phone === undefined ? [] : identityIndexesOf(secrets, tx.tenant_id, phoneIdentity(phone)),
  );
  if (indexes.length === 0) return drafts;
  const holders = await run(tx, sql.listSecondPhones, { tenant_id: tx.tenant_id, indexes });
  if (holders.length === 0) return drafts;
  const by_index = new Map(holders.map((holder) => [holder.value_index.toString("hex"), holder]));
  return drafts.filter((draft) => {
    const { phone } = draft.source;
    const [holder] =
      phone === undefined
        ? []
        : identityIndexesOf(secrets, tx.tenant_id, phoneIdentity(phone)).flatMap(
            (index) => by_index.get(index.toString("hex")) ?? [],
          );
    if (!holder) return true;
    const { member_id, home_unit_id, owner_staff_id } = holder;
    outcomes.set(draft, { outcome: "known", by: "phone", member_id, home_unit_id, owner_staff_id });
    return false;
  });
}

const hex = (bytes: Uint8Array) => `\\x${Buffer.from(bytes).toString("hex")}`;

function draftOf(tenant_id: string, { runtime, secrets }: Keyed, member: NewMember) {
  const member_id = runtime.ids.next();
  const sealed = member.phone === undefined ? undefined : sealPhone(secrets, tenant_id, member_id, member.phone);
  return {
    source: member,
    phone_index: sealed?.phone_index,
    row: {
      member_id,
      card_no: "",
      medium_ref: "",
      name: member.name,
      name_key: nameKey(member.name),
      phone_cipher: sealed && hex(sealed.phone_cipher),
      phone_index: sealed && hex(sealed.phone_index),
      phone_tail: sealed?.phone_tail,
      home_unit_id: member.home_unit_id,
      owner_staff_id: member.owner_staff_id ?? null,
      source: member.source,
      ...originColumns(member.origin ?? NO_ORIGIN),
      external_id: member.external_id,
      ...birthColumns(member.birth ?? null),
      language: member.language,
      sex: member.sex ?? null,
      joined_at: member.joined_at.toISOString(),
    },
  };
}

const originColumns = ({ unit_id, staff_id, ...origin }: Origin) => ({
  ...origin,
  registered_unit_id: unit_id,
  registered_by: staff_id,
});

function drawNumbers(draft: Draft, random: Random): void {
  draft.row.card_no = cardNoOf(randomInteger(random, 10 ** 6) * 10 ** 7 + randomInteger(random, 10 ** 7));
  draft.row.medium_ref = Buffer.from(random.bytes(16)).toString("hex");
}

/** Settles those whom somebody already is; the rest met a taken number by chance. */
async function findHolders(tx: Tx, open: Draft[], outcomes: Map<Draft, Registration>): Promise<void> {
  const holders = await run(tx, sql.listHolders, {
    tenant_id: tx.tenant_id,
    phone_indexes: open.flatMap((draft) => draft.phone_index ?? []),
    external_ids: open.flatMap((draft) => draft.source.external_id ?? []),
  });
  const by_phone = new Map(holders.map((holder) => [holder.phone_index?.toString("hex"), holder]));
  const by_external_id = new Map(holders.map((holder) => [holder.external_id, holder]));
  for (const draft of open) {
    const { external_id } = draft.source;
    const same = external_id === undefined ? undefined : by_external_id.get(external_id);
    const other = draft.phone_index && by_phone.get(draft.phone_index.toString("hex"));
    const holder = same ?? other;
    if (!holder) continue;
    const { member_id, home_unit_id, owner_staff_id } = holder;
    const by = same ? "external_id" : "phone";
    outcomes.set(draft, { outcome: "known", by, member_id, home_unit_id, owner_staff_id });
  }
}

async function announce(tx: Tx, { runtime }: Keyed, created: Draft[], recorded_at: Date): Promise<void> {
  if (created.length === 0) return;
  await run(tx, sql.insertNameGrams, {
    tenant_id: tx.tenant_id,
    rows: created.map(({ row }) => ({
      member_id: row.member_id,
      joined_at: row.joined_at,
      grams: nameGrams(row.name_key),
    })),
  });
  await refreshCompleteness(
    tx,
    created.map(({ row }) => row.member_id),
  );
  await appendEvents(
    tx,
    created.map(({ row, source }) => ({
      event_id: runtime.ids.next(),
      type: "member.registered",
      subject_id: row.member_id,
      payload: {
        member_id: row.member_id,
        home_unit_id: row.home_unit_id,
        source: row.source,
        registered_unit_id: row.registered_unit_id,
        registered_by: row.registered_by,
        qr_code_id: row.qr_code_id,
        referrer_member_id: row.referrer_member_id,
      },
      business_time: source.joined_at,
      recorded_at,
    })),
  );
}
