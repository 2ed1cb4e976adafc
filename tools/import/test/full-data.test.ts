// The published data sets whole, where they are at hand (SHARED_DIR): the figures that are known of them.
import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { testApi } from "../../../apps/server/test/api.ts";
import { sharedDir } from "../../../apps/server/test/bad-texts.ts";
import { keepStatistics } from "../../../apps/server/test/statistics.ts";
import { temporaryFolder } from "../../../apps/server/test/temporary-folder.ts";
import { runImport, sandboxTenant } from "./run-import.ts";

const api = testApi();
keepStatistics(api.db);
const folder = temporaryFolder();

async function importAll(kind: string, dir: string) {
  const tenant = await sandboxTenant(api);
  const failures = path.join(folder, `${kind}.csv`);
  const access = ["--key", tenant.api_key, "--base-url", api.base_url, "--failures", failures];
  const run = await runImport([kind, path.join(sharedDir, "data", dir), ...access]);
  expect(run).toMatchObject({ code: 0 });
  return { ...run, tenant, token: tenant.api_key };
}

describe.runIf(existsSync(path.join(sharedDir, "data/dinofun_park/visits_fri.csv")))("DinoFun Friday", () => {
  test("3,557 visitors, 82,462 check-ins, the busiest places", { timeout: 180_000 }, async () => {
    const { token, told } = await importAll("dinofun", "dinofun_park");
    expect(told).toContain("3557 visitors admitted");
    const venues = await api.call("GET /v1/venues", { token });
    const list = venues.body["data"] as unknown as { venue_id: string; code: string }[];
    const venue_id = list.find(({ code }) => code === "dinofun-world")?.venue_id;
    const { body } = await api.call(`GET /v1/insights/visits?venue_id=${venue_id}&date=2014-06-06`, { token });
    expect(body).toMatchObject({ entries: 3557, check_ins: 82_462 });
    const places = body["by_place"] as unknown as { x: number; y: number; check_ins: number }[];
    expect(places.slice(0, 3).map(({ x, y, check_ins }) => [x, y, check_ins])).toEqual([
      [47, 11, 4815],
      [86, 44, 4765],
      [69, 44, 4749],
    ]);
    expect(places.filter(({ check_ins }) => check_ins > 0)).toHaveLength(42);
  });
});

describe.runIf(existsSync(path.join(sharedDir, "data/completejourney/transactions_sample.csv")))(
  "Complete Journey",
  () => {
    test("2,377 members, 47,243 purchases, 196,055 points", { timeout: 300_000 }, async () => {
      const { tenant, told } = await importAll("journey", "completejourney");
      expect(told).toContain("members: 2377 new");
      expect(told).toContain("416 rows could not be imported (415 quantity_zero, 1 value_not_in_fen)");
      const [figures] = await api.db.query(
        `select count(*)::int as purchases, sum(total_fen)::int as fen, sum(points)::int as points,
              (select sum(balance) from ledger.account where tenant_id = $1)::int as balance,
              (select count(*) from ledger.audit($1))::int as findings
       from purchases.purchase where tenant_id = $1`,
        [tenant.tenant_id],
      );
      expect(figures).toEqual({ purchases: 47_243, fen: 23_393_524, points: 196_055, balance: 196_055, findings: 0 });
    });
  },
);
