import { sql_builder } from "../../platform/db/builder.ts";
import { registerNames } from "../../platform/names.ts";

registerNames("season", async (db, ids) => {
  const rows = await db.all(
    sql_builder
      .selectFrom("points.season")
      .select(["season_id", "name"])
      .where("tenant_id", "=", db.tenant_id)
      .where("season_id", "in", [...ids]),
  );
  return new Map(rows.map((row) => [row.season_id, row.name]));
});

/** As the newest version is called, drafts too: a rule has no name but theirs. */
registerNames("earning_rule", async (db, ids) => {
  const rows = await db.all(
    sql_builder
      .selectFrom("points.earning_rule_version")
      .select(["rule_id", "name"])
      .where("tenant_id", "=", db.tenant_id)
      .where("rule_id", "in", [...ids])
      .orderBy("version"),
  );
  return new Map(rows.map((row) => [row.rule_id, row.name]));
});

/** After the rule and the version of it that was tried. */
registerNames("replay", async (db, ids) => {
  const rows = await db.all(
    sql_builder
      .selectFrom("points.replay as r")
      .innerJoin("points.earning_rule_version as v", (join) =>
        join
          .onRef("v.tenant_id", "=", "r.tenant_id")
          .onRef("v.rule_id", "=", "r.rule_id")
          .onRef("v.version", "=", "r.rule_version"),
      )
      .select(["r.replay_id", "v.name", "v.version"])
      .where("r.tenant_id", "=", db.tenant_id)
      .where("r.replay_id", "in", [...ids]),
  );
  return new Map(rows.map((row) => [row.replay_id, `${row.name} v${row.version}`]));
});
