import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../apps/server/test/api.ts";
import { temporaryFolder } from "../../../apps/server/test/temporary-folder.ts";
import type { TestTenant } from "../../../apps/server/test/world.ts";
import { badLine, type Fate } from "./between.ts";
import { runImport, sandboxTenant } from "./run-import.ts";

const HEADER =
  "household_id,store_id,basket_id,product_id,quantity,sales_value,retail_disc,coupon_disc,coupon_match_disc,week,transaction_timestamp";
const HOUSEHOLDS = 40;
const BASKETS = 2600;

/** Baskets of one line, every tenth of two, in no order; each line 12.99, so 12 points. */
function soundRows(): string[] {
  const rows: string[] = [];
  for (let basket = 0; basket < BASKETS; basket++) {
    const number = (basket * 977) % BASKETS;
    const day = String(1 + (number % 28)).padStart(2, "0");
    const at = `2017-0${1 + (number % 9)}-${day} 10:${String(number % 60).padStart(2, "0")}:00`;
    const row = (product: number) =>
      `${1 + (number % HOUSEHOLDS)},309,basket-${number},${product},1,12.99,0,0,0,1,${at}`;
    rows.push(row(940_996), ...(number % 10 === 0 ? [row(897_044)] : []));
  }
  return rows;
}

const BAD = [
  "1,309,basket-0,995242,0,0,0,0,0,1,2017-01-01 10:00:00",
  "1,309,empty-basket,995242,0,4.440892e-16,0,0,0,1,2017-01-01 10:00:00",
  "1,309,basket-x,995242,1,=1.999,0,0,0,1,2017-01-01 10:00:00",
  "1,309,basket-y,995242,1,1.99,0,0,0,1,yesterday",
  "1,309,short",
];
const SOUND_LINES = BASKETS + BASKETS / 10;

const api = testApi();
const folder = temporaryFolder();
const failures = path.join(folder, "failures.csv");
const file = path.join(folder, "transactions_sample.csv.gz");

beforeAll(() => writeFileSync(file, gzipSync([HEADER, ...soundRows(), ...BAD, ""].join("\r\n"))));

function arguments_(tenant: TestTenant, base_url: string): string[] {
  return ["journey", folder, "--key", tenant.api_key, "--base-url", base_url, "--failures", failures];
}

async function state(tenant: TestTenant) {
  const [figures] = await api.db.query(
    `select (select count(*) from members.member where tenant_id = $1) as members,
            (select count(*) from purchases.purchase where tenant_id = $1) as purchases,
            (select sum(points) from purchases.purchase where tenant_id = $1)::int as points,
            (select sum(balance) from ledger.account where tenant_id = $1)::int as balance,
            (select count(*) from ledger.entry where tenant_id = $1) as entries,
            (select count(*) from ledger.audit($1)) as findings`,
    [tenant.tenant_id],
  );
  return figures;
}

const expected = {
  members: HOUSEHOLDS,
  // Two baskets have no line that can be sold; they were still at the till.
  purchases: BASKETS + 2,
  points: SOUND_LINES * 12,
  balance: SOUND_LINES * 12,
  entries: 2 * BASKETS,
  findings: 0,
};

describe("a year of baskets", () => {
  test("comes in once, and a second run adds nothing", { timeout: 60_000 }, async () => {
    const tenant = await sandboxTenant(api);
    const first = await runImport(arguments_(tenant, api.base_url));
    expect(first).toMatchObject({ code: 0 });
    expect(first.told).toContain(`members: ${HOUSEHOLDS} new, 0 already there`);
    expect(first.told).toContain(`purchases: ${BASKETS + 2} new, 0 already there, ${SOUND_LINES * 12} points`);
    expect(await state(tenant)).toEqual(expected);

    const second = await runImport(arguments_(tenant, api.base_url));
    expect(second.told).toContain(`purchases: 0 new, ${BASKETS + 2} already there`);
    expect(second.told).toContain("Nothing was added");
    expect(await state(tenant)).toEqual(expected);
  });

  test("rows that are no purchase line are in the failures file, with line and reason", {
    timeout: 60_000,
  }, async () => {
    const tenant = await sandboxTenant(api);
    const { told } = await runImport(arguments_(tenant, api.base_url));
    expect(told).toContain("5 rows could not be imported");
    const first_bad = 2 + SOUND_LINES;
    const told_rows = readFileSync(failures, "utf8")
      .trim()
      .split("\n")
      .map((line) => line.split(",").slice(1, 3).join(" "));
    expect(told_rows.sort()).toEqual(
      [
        "line code",
        `${first_bad} quantity_zero`,
        `${first_bad + 1} value_not_in_fen`,
        `${first_bad + 2} value_not_in_fen`,
        `${first_bad + 3} row_invalid`,
        `${first_bad + 4} row_broken`,
      ].sort(),
    );
  });

  test("killed half-way and started again it ends the same", { timeout: 60_000 }, async () => {
    const tenant = await sandboxTenant(api);
    let kill = () => {};
    // The second batch of purchases is committed, but the import dies before it hears of it.
    const line = await badLine(api.base_url, (nth, where): Fate => {
      if (nth < 4 || !where.includes("purchases")) return "pass";
      setTimeout(kill, 300);
      return "swallow";
    });
    const cut = await runImport(arguments_(tenant, line.base_url), (child) => {
      kill = () => child.kill("SIGKILL");
    });
    await line.close();
    expect(cut.code).toBeNull();
    const half = (await state(tenant)) as { purchases: number };
    expect(half.purchases).toBeGreaterThan(0);
    expect(half.purchases).toBeLessThan(expected.purchases);

    expect(await runImport(arguments_(tenant, api.base_url))).toMatchObject({ code: 0 });
    expect(await state(tenant)).toEqual(expected);
  });

  test("a server that is busy, restarting or cut off is waited for", { timeout: 60_000 }, async () => {
    const tenant = await sandboxTenant(api);
    const fates: Record<number, Fate> = {
      1: { status: 429, headers: { "retry-after": "1" } },
      3: { status: 503 },
      4: "cut",
      5: { status: 500 },
    };
    const line = await badLine(api.base_url, (nth) => fates[nth] ?? "pass");
    const run = await runImport(arguments_(tenant, line.base_url));
    await line.close();
    expect(run).toMatchObject({ code: 0 });
    expect(run.said).toContain("the server answered 429: trying again");
    expect(await state(tenant)).toEqual(expected);
  });
});

describe("what a person may get wrong", () => {
  test("is told in a sentence, without a stack", { timeout: 30_000 }, async () => {
    const nowhere = { DATA_DIR: path.join(folder, "nothing") };
    const noKey = await runImport(["journey", folder], undefined, nowhere);
    expect(noKey).toMatchObject({ code: 2, said: expect.stringContaining("run ./dev start first") });
    const noFile = await runImport(["dinofun", folder, "--key", "hy_test_x", "--base-url", api.base_url]);
    expect(noFile).toMatchObject({ code: 2, said: expect.stringContaining("visits_fri.csv") });
    const wrongKey = await runImport(["journey", folder, "--key", "hy_test_x", "--base-url", api.base_url]);
    expect(wrongKey).toMatchObject({ code: 1, said: expect.stringContaining("the API key is not valid here") });
  });
});
