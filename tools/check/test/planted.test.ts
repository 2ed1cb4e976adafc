// Each check is worth what it catches: every rule here is broken on purpose, and the check must say so.
import { describe, expect, test } from "vitest";
import { checkChance } from "../chance.ts";
import { staleOutputs } from "../generated.ts";
import { checkOneConnection } from "../one-connection.ts";
import { checkRooms } from "../rooms.ts";
import type { Finding, Source } from "../source.ts";
import { checkSqlOwnership } from "../sql-ownership.ts";
import { checkTidy } from "../tidy.ts";

const graph = { org: [], members: ["org"], points: ["members"] };
const at = (file: string, text: string): Source => ({ file: file.replace(/^~/, "apps/server/src"), text });
const messages = (findings: Finding[]) => findings.map(({ file, line, message }) => `${file}:${line} ${message}`);

describe("rooms", () => {
  const check = (file: string, text: string) => messages(checkRooms([at(file, text)], graph));

  test.each([
    ["~/modules/members/find.ts", 'import { a } from "../org/index.ts";'],
    ["~/modules/members/find.ts", 'import { a } from "../../platform/db/pool.ts";\nimport { b } from "./domain/b.ts";'],
    [
      "~/modules/members/domain/b.ts",
      'import type { a } from "../../org/index.ts";\nimport { c } from "../../../platform/kernel/money.ts";',
    ],
    ["~/modules/members/http/routes.ts", 'import { find } from "../find.ts";'],
    [
      "~/modules/members/test/find.test.ts",
      'import { buildTenant } from "../../org/test/build.ts";\nimport { x } from "../find.ts";',
    ],
    ["~/roles/api.ts", 'import { routes } from "../modules/members/index.ts";'],
  ])("lets %s be: %s", (file, text) => {
    expect(check(file, text)).toEqual([]);
  });

  test.each([
    ["~/modules/org/a.ts", 'import { b } from "../members/index.ts";', "room org may not use room members"],
    ["~/modules/org/a.ts", 'import type { B } from "../members/index.ts";', "room org may not use room members"],
    ["~/modules/org/a.ts", 'const b = await import("../members/index.ts");', "room org may not use room members"],
    ["~/modules/org/a.ts", 'type B = import("../members/index.ts").B;', "room org may not use room members"],
    ["~/modules/org/a.ts", 'export * from "../members/index.ts";', "room org may not use room members"],
    ["~/modules/members/a.ts", 'import { b } from "../org/unit.ts";', "entered through its index.ts"],
    ["~/roles/api.ts", 'import { b } from "../modules/org/unit.ts";', "entered through its index.ts"],
    ["~/platform/db/pool.ts", 'import { b } from "../../modules/org/index.ts";', "the platform knows no room"],
    ["~/platform/kernel/money.ts", 'import { b } from "../db/pool.ts";', "the kernel imports only itself"],
    ["~/modules/org/domain/a.ts", 'import { b } from "../../../platform/db/pool.ts";', "domain imports only"],
    ["~/modules/org/domain/a.ts", 'import { b } from "../unit.ts";', "domain imports only"],
    ["~/modules/org/domain/a.ts", 'import fs from "node:fs";', "domain is pure"],
    ["~/modules/members/domain/a.ts", 'import { b } from "../../org/index.ts";', "only types from another room"],
    ["~/modules/org/a.ts", 'import { b } from "./index.ts";', "the door is for others"],
    ["~/modules/org/a.ts", 'import { b } from "./http/routes.ts";', "does not know HTTP"],
    ["~/modules/org/db/q.ts", 'import { b } from "../unit.ts";', "db imports only"],
    ["~/modules/org/a.ts", 'import { b } from "../../roles/api.ts";', "knows nothing of roles"],
    ["~/modules/org/a.ts", 'import { b } from "./test/build.ts";', "a test is imported"],
    [
      "~/modules/org/test/a.test.ts",
      'import { b } from "../../members/find.ts";',
      "through its index.ts or test/build.ts",
    ],
    ["~/modules/shop/a.ts", "export const a = 1;", "room shop is not in the graph"],
  ])("refuses in %s: %s", (file, text, message) => {
    expect(check(file, text)).toEqual([expect.stringContaining(message)]);
  });

  test("a domain may call a room that is pure", () => {
    const source = at("~/modules/members/domain/a.ts", 'import { b } from "../../org/index.ts";');
    expect(checkRooms([source], graph, ["org"])).toEqual([]);
  });

  test("refuses a graph that points upwards", () => {
    const loop = { org: ["members"], members: ["org"] };
    expect(messages(checkRooms([], loop))).toEqual([
      expect.stringContaining("org uses members, which does not stand before it"),
    ]);
  });
});

describe("SQL ownership", () => {
  const migrations = [
    at("database/migrations/0001_org__a.sql", "create table org.unit (x int);\ncreate view org.v_unit as select 1;"),
    at(
      "database/migrations/0002_points__a.sql",
      "create table points.rule (x int);\ncreate view points.v_rule as select 1;",
    ),
  ];
  const check = (file: string, text: string) => messages(checkSqlOwnership([...migrations, at(file, text)], graph));
  const file = "~/modules/members/db/a.sql";

  test.each([
    "select * from org.v_unit",
    "select org.unit(1)",
    "-- about points.rule\nselect 'points.rule'",
    "select m.unit from members.member m",
  ])("lets be: %s", (text) => {
    expect(check(file, text)).toEqual([]);
  });

  test.each([
    [file, "select 1\nfrom org.unit u", "a.sql:2 members may not name the table org.unit"],
    [file, "create function members.f() as $$ delete from points.rule $$", "may not name the table points.rule"],
    [file, "select * from points.v_rule", "members may not use points"],
    ["~/modules/members/find.ts", 'const q = db.selectFrom("org.unit");', "may not name the table org.unit"],
    ["~/modules/members/find.ts", "const q = sql(`select ${x} from org.unit`);", "may not name the table org.unit"],
    [
      "database/migrations/0003_members__b.sql",
      "create table members.m (x int references org.unit)",
      "may not name the table org.unit",
    ],
    ["~/platform/jobs/a.sql", "select * from org.unit", "platform may not name the table org.unit"],
  ])("refuses in %s: %s", (where, text, message) => {
    expect(check(where, text)).toEqual([expect.stringContaining(message)]);
  });
});

describe("one connection", () => {
  const check = (text: string) => messages(checkOneConnection([at("~/modules/ledger/http/holds.ts", text)]));

  test("what is read before the transaction is fine", () => {
    expect(check("const m = await readMoment(app, t); idempotency.run(async (tx) => save(tx, m));")).toEqual([]);
  });

  test.each([
    [
      "idempotency.run(async (tx) => { const m = await readMoment(app, t); return save(tx, m); });",
      "readMoment inside",
    ],
    ["app.database.write(t, async (tx) => { await namingOf(app, t, l); });", "namingOf inside"],
    ["database.write(t, (tx) => database.read(t, (db) => find(db)));", "database.read inside"],
  ])("refuses %s", (text, message) => {
    expect(check(text)).toEqual([expect.stringContaining(message)]);
  });
});

describe("time and chance", () => {
  const check = (file: string, text: string) => messages(checkChance([at(file, text)]));

  test.each([
    [
      "database/migrations/0001_org__a.sql",
      "create table org.a (recorded_at timestamptz not null default now());\n-- now() in words",
    ],
    ["~/modules/org/a.ts", "const d = new Date(text); const s = 'not now()';"],
    ["~/modules/org/db/a.sql", "select now() -- real time: an operator's figure"],
    ["~/modules/org/a.ts", "const d = Date.now(); // real time: how long it took"],
    ["~/platform/kernel/clock.ts", "export const clock = () => new Date();"],
    ["~/modules/org/test/a.test.ts", "const d = Date.now();"],
  ])("lets %s be: %s", (file, text) => {
    expect(check(file, text)).toEqual([]);
  });

  test.each([
    ["database/migrations/0001_org__a.sql", "create table org.a (made_at timestamptz default now());", "now() in SQL"],
    ["~/modules/org/db/a.sql", "select current_timestamp", "current_timestamp in SQL"],
    ["~/modules/org/db/functions.sql", "select random ()", "random() in SQL"],
    ["~/modules/org/a.ts", "const q = `select * from t where x < now()`;", "now() in SQL"],
    ["~/modules/org/a.ts", "const d = new Date();", "new Date()"],
    ["~/modules/org/a.ts", "const d = Date.now();", "Date.now"],
    ["~/modules/org/a.ts", "const f = Math.random;", "Math.random"],
    ["~/modules/org/a.ts", 'import { randomUUID } from "node:crypto";', "randomUUID"],
  ])("refuses in %s: %s", (file, text, message) => {
    expect(check(file, text)).toEqual([expect.stringContaining(message)]);
  });
});

describe("tidiness", () => {
  const lines = (count: number) => "a();\n".repeat(count);

  test("lets a plain file be, and a long describe in a test", () => {
    expect(checkTidy([at("~/modules/org/find-unit.ts", `export function f() {\n${lines(98)}}\n`)])).toEqual([]);
    expect(checkTidy([at("~/modules/org/test/a.test.ts", `describe("x", () => {\n${lines(200)}});\n`)])).toEqual([]);
  });

  test.each([
    ["~/modules/org/a.ts", lines(501), "501 lines; at most 500"],
    ["~/modules/org/a.ts", `function f() {\n${lines(99)}}\n`, "a function of 101 lines"],
    ["~/modules/org/a.ts", `const f = () => {\n${lines(99)}};\n`, "a function of 101 lines"],
    ["~/modules/org/test/a.test.ts", `test("x", () => {\n${lines(99)}});\n`, "a function of 101 lines"],
    ["~/platform/utils/a.ts", "a();", "“utils” says nothing"],
    ["~/platform/types.ts", "a();", "“types” says nothing"],
    ["~/platform/someThing.ts", "a();", "kebab-case"],
    ["~/platform/a.ts", "// TODO: later", "TODO"],
    ["~/platform/a.sql", "-- FIXME", "FIXME"],
    ["~/platform/a.ts", "export default 1;", "named exports only"],
  ])("refuses in %s", (file, text, message) => {
    expect(messages(checkTidy([at(file, text)]))).toEqual([expect.stringContaining(message)]);
  });
});

test("a generated file that was edited or is missing is stale", () => {
  const fresh = { file: "tools/check/test/planted.test.ts", text: "something else" };
  const missing = { file: "no/such.gen.ts", text: "" };
  expect(messages(staleOutputs(".", [fresh, missing]))).toEqual([
    "tools/check/test/planted.test.ts:1 is stale: run ./dev gen",
    "no/such.gen.ts:1 is missing: run ./dev gen",
  ]);
});
