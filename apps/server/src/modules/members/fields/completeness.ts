import { sql_builder } from "../../../platform/db/builder.ts";
import type { Db, Tx } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import type { Runtime } from "../../../platform/kernel/runtime.ts";
import { findProfileParts, writeCompleteness } from "../db/fields.gen.ts";
import type { Field } from "./field.ts";
import { listFields } from "./list-fields.ts";

/** Parts of a profile that everybody has a place for. */
export const PROFILE_PARTS = ["name", "phone", "birthday", "sex", "id_number", "email", "language"] as const;
type ProfilePart = (typeof PROFILE_PARTS)[number];
/** A part, or `fields.<key>`. */
export type Item = string;

export const MOST_WEIGHT = 100;

/** A field that a tenant adds counts when they say so. */
const FIRST_WEIGHTS: Readonly<Record<ProfilePart, number>> = {
  name: 1,
  phone: 3,
  birthday: 2,
  sex: 1,
  id_number: 0,
  email: 1,
  language: 0,
};

export interface WeighedItem {
  item: Item;
  weight: number;
  /** Of a tenant's own. */
  field: Field | undefined;
}

export interface CompletenessPolicy {
  version: number;
  items: readonly WeighedItem[];
}

export const itemOf = (field: Pick<Field, "key">): Item => `fields.${field.key}`;

/** Every part and every field on forms, with what it counts. */
export async function readCompletenessPolicy(db: Db): Promise<CompletenessPolicy> {
  const [row, fields] = await Promise.all([
    db.first(
      sql_builder
        .selectFrom("members.completeness_policy")
        .select(["version", "weights"])
        .where("tenant_id", "=", db.tenant_id),
    ),
    listFields(db),
  ]);
  // Written by putCompletenessPolicy; a part that came later has its first weight.
  const weights: Record<Item, number> = { ...FIRST_WEIGHTS, ...(row?.weights as Record<Item, number> | undefined) };
  const of = (item: Item, field?: Field): WeighedItem => ({ item, weight: weights[item] ?? 0, field });
  return {
    version: row?.version ?? 0,
    items: [...PROFILE_PARTS.map((part) => of(part)), ...fields.map((field) => of(itemOf(field), field))],
  };
}

/** Whether anybody's share changes when the field comes or goes. */
export async function countsFor(db: Db, field: Pick<Field, "key">): Promise<boolean> {
  const row = await db.first(
    sql_builder.selectFrom("members.completeness_policy").select("weights").where("tenant_id", "=", db.tenant_id),
  );
  const weights = row?.weights as Record<Item, number> | undefined;
  return (weights?.[itemOf(field)] ?? 0) > 0;
}

/** `version` is the one that was read. @throws version_conflict */
export async function putCompletenessPolicy(
  tx: Tx,
  { clock }: Runtime,
  { version, weights }: { version: number; weights: Readonly<Record<Item, number>> },
): Promise<void> {
  const values = { version: version + 1, weights: JSON.stringify(weights), updated_at: clock.now() };
  const written = await (version === 0
    ? tx.run(
        sql_builder
          .insertInto("members.completeness_policy")
          .values({ tenant_id: tx.tenant_id, ...values })
          .onConflict((conflict) => conflict.doNothing()),
      )
    : tx.run(
        sql_builder
          .updateTable("members.completeness_policy")
          .set(values)
          .where("tenant_id", "=", tx.tenant_id)
          .where("version", "=", version),
      ));
  if (written === 0) throw new AppError("version_conflict", { version: (await readCompletenessPolicy(tx)).version });
}

/** Keeps how complete these people's profiles are, for lists. Whoever changes a profile says so in the same transaction. */
export async function refreshCompleteness(
  tx: Tx,
  member_ids: readonly string[],
  policy?: CompletenessPolicy,
): Promise<void> {
  if (member_ids.length === 0) return;
  const { items } = policy ?? (await readCompletenessPolicy(tx));
  const total = items.reduce((sum, { weight }) => sum + weight, 0);
  const weight_of = (part: ProfilePart) => items.find(({ item }) => item === part)?.weight ?? 0;
  const own = items.flatMap(({ field, weight }) => (field && weight > 0 ? [{ field, weight }] : []));
  await run(tx, writeCompleteness, {
    tenant_id: tx.tenant_id,
    member_ids,
    total,
    name: weight_of("name"),
    phone: weight_of("phone"),
    birthday: weight_of("birthday"),
    sex: weight_of("sex"),
    id_number: weight_of("id_number"),
    email: weight_of("email"),
    language: weight_of("language"),
    field_ids: own.map(({ field }) => field.field_id),
    field_weights: own.map(({ weight }) => weight),
  });
}

export interface Completeness {
  percent: number;
  /** What counts and is not filled in, the heaviest first. */
  missing: readonly WeighedItem[];
}

/** What a member can fill in by themselves, or sees that the house has. */
export const isTheirs = ({ field }: WeighedItem): boolean =>
  field === undefined || (field.shown_to_member && field.editable_by_member);

/** As refreshCompleteness reckons it, with what is missing; of all that counts, or of a part of it. */
export async function completenessOf(
  db: Db,
  member_id: string,
  counts: (item: WeighedItem) => boolean = () => true,
): Promise<Completeness> {
  const [{ items }, parts] = await Promise.all([
    readCompletenessPolicy(db),
    run(db, findProfileParts, { tenant_id: db.tenant_id, member_id }),
  ]);
  if (!parts) throw new AppError("not_found");
  const { field_ids, ...has } = parts;
  const filled = new Set(field_ids);
  const isThere = ({ item, field }: WeighedItem) => (field ? filled.has(field.field_id) : has[item as ProfilePart]);
  const counting = items.filter((one) => one.weight > 0 && counts(one));
  const total = counting.reduce((sum, { weight }) => sum + weight, 0);
  const missing = counting.filter((one) => !isThere(one)).sort((a, b) => b.weight - a.weight);
  const got = total - missing.reduce((sum, { weight }) => sum + weight, 0);
  // Nothing counts when all that did was archived.
  return { percent: total === 0 ? 100 : Math.trunc((100 * got) / total), missing };
}
