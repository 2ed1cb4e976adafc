import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { testApi } from "../../../apps/server/test/api.ts";
import { temporaryFolder } from "../../../apps/server/test/temporary-folder.ts";
import type { TestTenant } from "../../../apps/server/test/world.ts";
import { runImport, sandboxTenant } from "./run-import.ts";

const VISITORS = 30;
const api = testApi();
const folder = temporaryFolder();
const failures = path.join(folder, "failures.csv");

const ATTRACTIONS = `Park Guide Index,Real World Type,DinoFun World Name,x-coor entrance,y-coor entrance,type
1,Long Coaster,Wrightiraptor Mountain,47,11,Thrill
2,"Coaster, metal",Galactosaurus Rage,27,15,Thrill
100,North Entrance,,63,99,Entrance
101,East Entrance,,99,77,Entrance
`;

/** Visitor n comes by the north or the east, rides the mountain n times, and is seen once where no list has a place. */
function writePark(): void {
  const visits = ["day,visitor_id,first_seen,last_seen,minutes"];
  const checkIns = ["day,visitor_id,x,y,n_checkins"];
  for (let n = 1; n <= VISITORS; n++) {
    visits.push(
      `fri,${n},2014-06-06 ${n % 2 === 0 ? "08" : "09"}:${String(n).padStart(2, "0")}:16,2014-06-06 20:11:51,1`,
    );
    checkIns.push(`fri,${n},${n % 3 === 0 ? "63,99" : "99,77"},1`, `fri,${n},47,11,${n}`, `fri,${n},60,37,1`);
  }
  visits.push("fri,99,on Friday,2014-06-06 20:11:51,1");
  checkIns.push("fri,1,27,15,0", "fri,777,27,15,2", "fri,2,27,15,3");
  writeFileSync(path.join(folder, "attractions.csv"), ATTRACTIONS);
  writeFileSync(path.join(folder, "visits_fri.csv"), `${visits.join("\n")}\n`);
  writeFileSync(path.join(folder, "checkins_fri.csv"), `${checkIns.join("\n")}\n`);
}

beforeAll(writePark);

const importPark = (tenant: TestTenant) =>
  runImport(["dinofun", folder, "--key", tenant.api_key, "--base-url", api.base_url, "--failures", failures]);

async function report(tenant: TestTenant) {
  const token = tenant.api_key;
  const venues = await api.call("GET /v1/venues", { token });
  const list = venues.body["data"] as unknown as { venue_id: string; code: string; name: string; opens_at: string }[];
  const park = list.find(({ code }) => code === "dinofun-world");
  const visits = await api.call(`GET /v1/insights/visits?venue_id=${park?.venue_id}&date=2014-06-06`, { token });
  return { park, visits: visits.body };
}

test("a park day comes in once: visitors, entries, check-ins by place", { timeout: 60_000 }, async () => {
  const tenant = await sandboxTenant(api);
  const first = await importPark(tenant);
  expect(first).toMatchObject({ code: 0 });
  const ridden = (VISITORS * (VISITORS + 1)) / 2;
  expect(first.told).toContain(`members: ${VISITORS} new`);
  expect(first.told).toContain(`${VISITORS} visitors admitted`);
  expect(first.told).toContain(`${ridden + 2 * VISITORS + 3} check-ins; 5 places`);

  const { park, visits } = await report(tenant);
  expect(park).toMatchObject({ name: "DinoFun World", opens_at: "08:00" });
  expect(visits).toMatchObject({ entries: VISITORS, check_ins: ridden + 2 * VISITORS + 3 });
  expect(visits["by_hour"]).toEqual(
    expect.arrayContaining([
      { hour: 8, entries: VISITORS / 2 },
      { hour: 9, entries: VISITORS / 2 },
    ]),
  );
  expect(visits["by_place"]?.[0]).toMatchObject({ name: "Wrightiraptor Mountain", x: 47, y: 11, check_ins: ridden });
  expect(visits["by_place"]).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ code: "60,37", x: 60, y: 37, check_ins: VISITORS }),
      expect.objectContaining({ name: "North Entrance", check_ins: VISITORS / 3 }),
    ]),
  );

  const second = await importPark(tenant);
  expect(second.told).toContain("Nothing was added");
  expect((await report(tenant)).visits).toEqual(visits);
});

test("what cannot be imported is told with its line", { timeout: 60_000 }, async () => {
  const tenant = await sandboxTenant(api);
  const { told } = await importPark(tenant);
  expect(told).toContain("3 rows could not be imported");
  const lines = readFileSync(failures, "utf8").trim().split("\n").slice(1);
  expect(lines.map((line) => line.split(",").slice(0, 3).join(" ")).sort()).toEqual([
    `checkins_fri.csv ${2 + 3 * VISITORS} row_invalid`,
    `checkins_fri.csv ${3 + 3 * VISITORS} member_not_found`,
    `visits_fri.csv ${2 + VISITORS} row_invalid`,
  ]);
});
