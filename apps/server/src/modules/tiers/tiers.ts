import { sql_builder } from "../../platform/db/builder.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { listTiersAt } from "./db/tiers.gen.ts";

export interface Tier {
  tier_id: string;
  code: string;
  name: string;
  names: Readonly<Record<string, string>>;
  /** From the lowest up. */
  rank: number;
  coefficient_num: number;
  coefficient_den: number;
}

export interface StoredTier extends Tier {
  version: number;
}

const COLUMNS = ["tier_id", "code", "name", "names", "rank", "coefficient_num", "coefficient_den", "version"] as const;

const tiers = (db: Db) => sql_builder.selectFrom("tiers.tier").select(COLUMNS).where("tenant_id", "=", db.tenant_id);

/** From the lowest up. */
export async function listTiers(db: Db): Promise<StoredTier[]> {
  const rows = await db.all(tiers(db).orderBy("rank"));
  return rows.map((row) => ({ ...row, names: row.names as Record<string, string> }));
}

export async function findTier(db: Db, code: string): Promise<StoredTier | undefined> {
  const row = await db.first(tiers(db).where("code", "=", code));
  return row && { ...row, names: row.names as Record<string, string> };
}

export interface NewTier extends Omit<Tier, "tier_id" | "names"> {
  names: Readonly<Record<string, string | undefined>>;
  /** The version that was read; 0: there is none yet. */
  version: number;
}

/** @throws version_conflict · tier_rank_taken */
export async function putTier(tx: Tx, runtime: Runtime, input: NewTier): Promise<void> {
  const { version, names, code, ...rest } = input;
  const values = { ...rest, names: JSON.stringify(names), version: version + 1 };
  const written = await (version === 0
    ? tx.run(
        sql_builder
          .insertInto("tiers.tier")
          .values({
            tenant_id: tx.tenant_id,
            tier_id: runtime.ids.next(),
            code,
            ...values,
            recorded_at: runtime.clock.now(),
          })
          .onConflict((conflict) => conflict.columns(["tenant_id", "code"]).doNothing()),
      )
    : tx.run(
        sql_builder
          .updateTable("tiers.tier")
          .set(values)
          .where("tenant_id", "=", tx.tenant_id)
          .where("code", "=", code)
          .where("version", "=", version),
      ));
  if (written === 0) throw new AppError("version_conflict", { version: (await findTier(tx, code))?.version ?? 0 });
}

const FIRST_TIERS: readonly NewTier[] = [
  tierOf("base", 0, [1, 1], { "zh-CN": "普卡", en: "Base", ko: "일반" }),
  tierOf("silver", 1, [6, 5], { "zh-CN": "银卡", en: "Silver", ko: "실버" }),
  tierOf("gold", 2, [3, 2], { "zh-CN": "金卡", en: "Gold", ko: "골드" }),
  tierOf("diamond", 3, [2, 1], { "zh-CN": "钻石卡", en: "Diamond", ko: "다이아몬드" }),
];

function tierOf(code: string, rank: number, [num, den]: [number, number], names: Record<string, string>): NewTier {
  const name = names["zh-CN"] ?? code;
  return { version: 0, code, name, names, rank, coefficient_num: num, coefficient_den: den };
}

/** What a new tenant starts with. */
export async function createFirstTiers(tx: Tx, runtime: Runtime): Promise<void> {
  for (const tier of FIRST_TIERS) await putTier(tx, runtime, tier);
}

export interface TierHeld extends Tier {
  /** null: the lowest tier, which nobody set. */
  set_at: Date | null;
  /** The instant after its last day, when it has one. */
  valid_until: Date | null;
}

/** Each member's tier at an instant of business time; a tenant without tiers answers none. */
export async function tiersAt(db: Db, member_ids: readonly string[], at: Date): Promise<Map<string, TierHeld>> {
  if (member_ids.length === 0) return new Map();
  const rows = await run(db, listTiersAt, { tenant_id: db.tenant_id, member_ids: [...member_ids], at });
  return new Map(
    rows.map(({ member_id, ...tier }) => [member_id, { ...tier, names: tier.names as Record<string, string> }]),
  );
}
