import { EVERYBODY, type Reach, reachesUnit } from "../../platform/kernel/reach.ts";
import type { Keyed } from "../../platform/crypto/secrets.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { businessDateOf } from "../../platform/kernel/dates.ts";
import type { Language } from "../../platform/kernel/errors.ts";
import { parsePhone } from "../../platform/kernel/phone.ts";
import { type Birth, getTenant, listUnits, tenantNow } from "../org/index.ts";
import { isBornAfter } from "./birth.ts";
import { lockBulkRegistration } from "./db/register.gen.ts";
import type { Sex } from "./find-member.ts";
import { nameKey } from "./domain/name-grams.ts";
import { type MemberSource, type NewMember, registerMembers } from "./register-members.ts";

export const MOST_IN_BULK = 1000;

/** One line of a file: the phone as it was written, the unit perhaps left out. */
export interface BulkMember {
  name: string;
  phone?: string | undefined;
  home_unit_id?: string | undefined;
  source?: MemberSource | undefined;
  external_id?: string | undefined;
  birth?: Birth | undefined;
  language?: Language | undefined;
  sex?: Sex | undefined;
  joined_at?: Date | undefined;
}

export type BulkError =
  | "phone_taken"
  | "invalid_phone"
  | "blank"
  | "unit_unknown"
  | "joined_in_future"
  | "born_in_future";
export type BulkResult =
  | { status: "created" | "unchanged"; member_id: string }
  | { status: "failed"; error: BulkError };

/**
 * Registers up to 1000 people, each with a result of its own. A line whose external id is known is `unchanged`: sending a
 * file twice registers nobody twice.
 */
export async function registerMembersBulk(
  tx: Tx,
  app: Keyed,
  members: readonly BulkMember[],
  reach: Reach = EVERYBODY,
): Promise<BulkResult[]> {
  const [tenant, units] = await Promise.all([getTenant(tx), listUnits(tx)]);
  const allowed = new Set(units.flatMap(({ unit_id }) => (reachesUnit(reach, unit_id) ? unit_id : [])));
  const now = tenantNow(tenant, app.runtime);
  // Units come parents first: the top of what the caller may see.
  const top = units.find((unit) => allowed.has(unit.unit_id))?.unit_id;
  const today = businessDateOf(now, tenant.time_zone);
  const checked = members.map((member) => check(member, { allowed, top, now, today }));
  const valid = checked.filter((item) => typeof item !== "string");
  if (valid.length > 0) await run(tx, lockBulkRegistration, { tenant_id: tx.tenant_id });
  const registrations = (await registerMembers(tx, app, valid)).values();
  return checked.map((item): BulkResult => {
    if (typeof item === "string") return { status: "failed", error: item };
    const registration = registrations.next().value;
    if (registration?.outcome === "created") return { status: "created", member_id: registration.member_id };
    if (registration?.by === "external_id") return { status: "unchanged", member_id: registration.member_id };
    return { status: "failed", error: "phone_taken" };
  });
}

interface Terms {
  allowed: ReadonlySet<string>;
  top: string | undefined;
  now: Date;
  today: string;
}

function check(member: BulkMember, { allowed, top, now, today }: Terms): NewMember | BulkError {
  const home_unit_id = member.home_unit_id ?? top;
  if (home_unit_id === undefined || !allowed.has(home_unit_id)) return "unit_unknown";
  if (nameKey(member.name) === "") return "blank";
  const phone = member.phone === undefined ? undefined : parsePhone(member.phone);
  if (member.phone !== undefined && phone === undefined) return "invalid_phone";
  const joined_at = member.joined_at ?? now;
  if (joined_at > now) return "joined_in_future";
  if (member.birth && isBornAfter(member.birth, today)) return "born_in_future";
  return { ...member, home_unit_id, phone, joined_at, source: member.source ?? "import" };
}
