import type { App } from "../app.ts";

/** Tells the planner what tables hold, after a job has filled them. A job is right without it, and so is never failed by it. */
export async function gatherStatistics({ database, log }: Pick<App, "database" | "log">, tables: readonly string[]) {
  for (const table of tables) {
    try {
      await database.call({ name: "analyze_table", text: "select platform.analyze_table($1)", values: [table] });
    } catch (error) {
      log.warn({ err: error, table }, "statistics were not gathered");
    }
  }
}
