import type { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { businessDateOf, toZonedIso } from "../../../platform/kernel/dates.ts";
import type { Language } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { maskPhone, type Phone } from "../../../platform/kernel/phone.ts";
import { type Birth, type Directory, nextBirthdays, readDirectory } from "../../org/index.ts";
import type { FindTierRow } from "../db/facts.gen.ts";
import type { LIFECYCLES } from "../domain/find-words.ts";
import type { MemberHead } from "../member-head.ts";
import type { MemberRow } from "../member-list.ts";
import type { Points } from "../points-of.ts";
import type { MemberSource } from "../register-members.ts";
import type { Tag } from "../tags.ts";
import { showCompleteness, showFieldValues } from "./show-fields.ts";
import type { zMemberRow } from "./schema.ts";

/** Names and zones for what is shown. Times of a venue carry its offset, all others the tenant's. */
export interface Naming {
  unit(unit_id: string): string;
  venue(venue_id: string | null): string | null;
  time(at: Date, venue_id?: string | null): string;
  maybe(at: Date | null): string | null;
  /** The last day on which something that is gone at `at` can be used. */
  lastDay(at: Date): string;
  /** The first birthday from the day of `now` on. */
  nextBirthday(birth: Birth | null, now: Date): string | null;
}

export async function namingOf(app: App, tenant_id: string): Promise<Naming> {
  return namingIn(await readDirectory(app.database, tenant_id));
}

function namingIn({ tenant, units, venues }: Directory): Naming {
  const time = (at: Date, venue_id?: string | null) =>
    toZonedIso(at, (venue_id && venues.get(venue_id)?.time_zone) || tenant.time_zone);
  return {
    unit: (unit_id) => units.get(unit_id)?.name ?? "",
    venue: (venue_id) => (venue_id === null ? null : (venues.get(venue_id)?.name ?? null)),
    time,
    maybe: (at) => at && time(at),
    lastDay: (at) => businessDateOf(new Date(at.getTime() - 1), tenant.time_zone),
    nextBirthday: (birth, now) => (birth && nextBirthdays(birth, businessDateOf(now, tenant.time_zone), 1)[0]) ?? null,
  };
}

export const maskedPhone = (phone: Phone | null) => phone && maskPhone(phone);

export const showTag = ({ tag_id, name, kind, colour }: Tag) => ({
  tag_id: toWireId("tag", tag_id),
  name,
  kind,
  colour,
});

export function showExpiring(naming: Naming, expiring: Points["expiring"]) {
  return expiring && { amount: expiring.amount, on: naming.lastDay(expiring.at) };
}

export function showTier(naming: Naming, tier: FindTierRow | undefined, language: Language) {
  if (!tier) return null;
  const { code, rank, coefficient_num: num, coefficient_den: den, valid_until } = tier;
  const names = tier.names as Record<string, string>;
  const last_day = valid_until && naming.lastDay(valid_until);
  return { code, name: names[language] ?? tier.name, rank, coefficient: { num, den }, last_day };
}

function showMark({ code, name, names, rank }: NonNullable<MemberRow["tier"]>, language: Language) {
  return { code, name: (names as Record<string, string>)[language] ?? name, rank };
}

export function showRow(naming: Naming, language: Language) {
  return (row: MemberRow): z.output<typeof zMemberRow> => ({
    member_id: toWireId("member", row.member_id),
    card_no: row.card_no,
    name: row.name,
    phone_masked: maskedPhone(row.phone),
    home_unit_id: toWireId("org_unit", row.home_unit_id),
    home_unit_name: naming.unit(row.home_unit_id),
    owner_staff_id: row.owner_staff_id && toWireId("staff", row.owner_staff_id),
    owner_name: row.owner_name,
    // Checks of the tables.
    source: row.source as MemberSource,
    lifecycle: row.lifecycle as (typeof LIFECYCLES)[number],
    sex: row.sex,
    status: row.status,
    tier: row.tier ? showMark(row.tier, language) : null,
    tags: row.tags.map(showTag),
    points_available: row.points_available,
    wallet_fen: row.wallet_fen,
    completeness: row.completeness,
    joined_at: naming.time(row.joined_at),
    last_purchase_at: naming.maybe(row.last_purchase_at),
    last_visit_at: naming.maybe(row.last_visit_at),
  });
}

export function showHead(naming: Naming, head: MemberHead, language: Language) {
  const { member, tags, points, stats, now } = head;
  const { available, pending, expiring, lifetime_earned } = points;
  const { phone, medium_ref: _medium_ref, ...shown } = member;
  return {
    ...shown,
    member_id: toWireId("member", member.member_id),
    phone_masked: maskedPhone(phone),
    home_unit_id: toWireId("org_unit", member.home_unit_id),
    home_unit_name: naming.unit(member.home_unit_id),
    owner_staff_id: member.owner_staff_id && toWireId("staff", member.owner_staff_id),
    owner_name: head.owner_name,
    tags: tags.map(showTag),
    joined_at: naming.time(member.joined_at),
    erased_at: naming.maybe(member.erased_at),
    blocked_until: naming.maybe(member.blocked_until),
    next_birthday: naming.nextBirthday(member.birth, now),
    ...showFieldValues(head.fields, head.field_values),
    completeness: showCompleteness(head.completeness, language),
    tier: showTier(naming, head.tier, language),
    accounts: {
      points: { available, pending, lifetime_earned, expiring: showExpiring(naming, expiring) },
      stored_value: head.stored_value,
    },
    stats: {
      ...stats,
      last_visit_at: naming.maybe(stats.last_visit_at),
      first_seen_at: naming.time(stats.first_seen_at),
    },
  };
}
