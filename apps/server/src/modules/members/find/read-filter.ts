import type { Keyed } from "../../../platform/crypto/secrets.ts";
import type { Db } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { businessDateOf, instantOf } from "../../../platform/kernel/dates.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import type { Reach } from "../../../platform/kernel/reach.ts";
import type { SensitiveKind } from "../../../platform/kernel/sensitive.ts";
import { getTenant, tenantNow, unitsUnder } from "../../org/index.ts";
import { findLowestTier } from "../db/facts.gen.ts";
import type { MemberSearch } from "../search-members.ts";
import { comingBirthMonth } from "./birthday-month.ts";
import type { FieldSet } from "../db/find-conditions.ts";
import { faultOf, holdsWithin, membersWith } from "../fields/filter.ts";
import { listFields } from "../fields/list-fields.ts";
import type { FieldCondition, MemberFilter } from "./filter-schema.ts";

const DAY_MINUTES = 1_440;

/**
 * A filter as people write it, in the terms of the search: units below, days as instants of the tenant's zone.
 * `base` is where it stands in the request. @throws invalid_request for a field that is not there or is asked what it cannot be
 */
export async function searchOf(
  db: Db,
  { runtime }: Pick<Keyed, "runtime">,
  reach: Reach,
  filter: MemberFilter,
  base = "#/query",
): Promise<MemberSearch> {
  const {
    fields,
    q,
    tag,
    tags_all = [],
    unit_id,
    owner_staff_id,
    joined_from,
    joined_to,
    birthday_month,
    ...rest
  } = filter;
  const unit_ids = unit_id === undefined ? undefined : await unitsUnder(db, unit_id);
  const tenant = await getTenant(db);
  const at = tenantNow(tenant, runtime);
  const today = businessDateOf(at, tenant.time_zone);
  const lowest = rest.tier && (await run(db, findLowestTier, { tenant_id: db.tenant_id }));
  return {
    ...rest,
    at,
    lowest_tier: lowest?.code,
    field_sets: fields && (await fieldSetsOf(db, fields, base)),
    reach,
    text: q,
    tags_all: tag === undefined ? tags_all : [...tags_all, tag],
    unit_ids,
    looked_after_by: owner_staff_id,
    joined_from: joined_from === undefined ? undefined : instantOf(joined_from, tenant.time_zone),
    joined_before: joined_to === undefined ? undefined : instantOf(joined_to, tenant.time_zone, DAY_MINUTES),
    birth: birthday_month === undefined ? undefined : comingBirthMonth(birthday_month, today),
  };
}

async function fieldSetsOf(db: Db, conditions: readonly FieldCondition[], base: string): Promise<FieldSet[]> {
  const known = new Map((await listFields(db)).map((field) => [field.key, field]));
  return conditions.map(({ key, ...asked }) => {
    const field = known.get(key);
    const fault = field ? faultOf(field, asked) : "field_unknown";
    if (!field || fault) throw new AppError("invalid_request", {}, [{ pointer: `${base}/fields`, code: fault ?? "" }]);
    return { ids: membersWith(db.tenant_id, field, asked), within: holdsWithin(asked) };
  });
}

const HIDDEN_BY: Partial<Record<keyof MemberFilter, SensitiveKind>> = {
  birthday_month: "birthday",
  spent_min: "amounts",
  spent_max: "amounts",
  fields: "custom_fields",
};

/** What a role hides cannot be guessed by asking for it bit by bit. @throws filter_hidden */
export function refuseHidden(
  filter: Partial<Record<keyof MemberFilter, unknown>>,
  masks: ReadonlySet<SensitiveKind>,
  base = "#/query",
): void {
  if (masks.size === 0) return;
  for (const [name, kind] of Object.entries(HIDDEN_BY)) {
    if (filter[name as keyof MemberFilter] === undefined || !masks.has(kind)) continue;
    throw new AppError("filter_hidden", {}, [{ pointer: `${base}/${name}`, code: "filter_hidden" }]);
  }
}
