import { sql_builder } from "../../platform/db/builder.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { HolidayDay, HolidayYear } from "./domain/holidays.ts";

/** The tenant's own lists, which stand in the place of those that come with the program. */
export async function listOwnHolidayYears(db: Db): Promise<HolidayYear[]> {
  const [years, days] = await Promise.all([
    db.all(
      sql_builder
        .selectFrom("org.holiday_year")
        .select(["year", "version", "source"])
        .where("tenant_id", "=", db.tenant_id)
        .orderBy("year"),
    ),
    db.all(
      sql_builder
        .selectFrom("org.holiday_day")
        .select(["year", "date", "name", "is_off_day"])
        .where("tenant_id", "=", db.tenant_id)
        .orderBy("date"),
    ),
  ]);
  const days_of = Map.groupBy(days, ({ year }) => year);
  return years.map((list) => ({
    ...list,
    days: (days_of.get(list.year) ?? []).map(({ date, name, is_off_day }) => ({ date, name, is_off_day })),
  }));
}

export interface NewHolidayYear {
  year: number;
  /** The version that was read: 0 where the tenant has no list of its own. */
  version: number;
  source: string | null;
  /** Empty: the year is not announced. */
  days: readonly HolidayDay[];
}

/** @throws version_conflict */
export async function putHolidayYear(tx: Tx, input: NewHolidayYear): Promise<void> {
  const { year, version, source, days } = input;
  const { tenant_id } = tx;
  const written = await (version === 0
    ? tx.run(
        sql_builder
          .insertInto("org.holiday_year")
          .values({ tenant_id, year, version: 1, source })
          .onConflict((conflict) => conflict.columns(["tenant_id", "year"]).doNothing()),
      )
    : tx.run(
        sql_builder
          .updateTable("org.holiday_year")
          .set({ version: version + 1, source })
          .where("tenant_id", "=", tenant_id)
          .where("year", "=", year)
          .where("version", "=", version),
      ));
  if (written === 0) throw new AppError("version_conflict", { version: await versionOf(tx, year) });
  await tx.run(sql_builder.deleteFrom("org.holiday_day").where("tenant_id", "=", tenant_id).where("year", "=", year));
  if (days.length === 0) return;
  await tx.run(sql_builder.insertInto("org.holiday_day").values(days.map((day) => ({ tenant_id, year, ...day }))));
}

async function versionOf(db: Db, year: number): Promise<number> {
  const row = await db.first(
    sql_builder
      .selectFrom("org.holiday_year")
      .select("version")
      .where("tenant_id", "=", db.tenant_id)
      .where("year", "=", year),
  );
  return row?.version ?? 0;
}
