import { describe, expect, test } from "vitest";
import { readConfig } from "../config.ts";

const url = "postgres://huiyou@127.0.0.1/huiyou";

describe("the environment", () => {
  test("needs a database and nothing else", () => {
    const config = readConfig({ DATABASE_URL: url, PORT: "" });
    expect(config).toMatchObject({ HOST: "127.0.0.1", TRUST_PROXY: false, DATABASE_POOL: 10 });
  });

  test("is refused with every mistake by name, and without the value, which may be a secret", () => {
    expect(() => readConfig({ PORT: "many", DATABASE_POOL: "0" })).toThrow(
      /DATABASE_URL: must be set\n {2}DATABASE_POOL: .*\n {2}PORT: must be a number/,
    );
    const read = () => readConfig({ DATABASE_URL: "mysql://root:hunter2@db", DEFAULT_TENANT: "hunter2" });
    expect(read).toThrow(/DATABASE_URL: expected postgres:\/\//);
    expect(read).not.toThrow(/hunter2/);
  });

  test.each([
    ["false", false],
    ["1", 1],
    ["10.0.0.0/8, ::1", "10.0.0.0/8, ::1"],
  ])("proxies: %s", (text, proxies) => {
    expect(readConfig({ DATABASE_URL: url, TRUST_PROXY: text }).TRUST_PROXY).toBe(proxies);
  });

  test("believing any number of proxies is not offered", () => {
    expect(() => readConfig({ DATABASE_URL: url, TRUST_PROXY: "true" })).toThrow(/number of proxies/);
  });
});
