import { describe, expect, test } from "vitest";
import { createLogger } from "../log.ts";
import { redactText } from "../redact.ts";

const cases: readonly (readonly [string, string])[] = [
  ["phone 13812345678 is taken", "phone … is taken"],
  ["+86 138-1234-5678, 0086 13912345678", "…, …"],
  ["call +82 10-1234-5678 now", "call … now"],
  ["id 11010519491231002X of 张三", "id … of 张三"],
  ["Authorization: Bearer hy_live_abcDEF-123_456", "Authorization: Bearer …"],
  ["key hy_test_AAAAAAAAAAAAAAAA was used", "key hy_test_… was used"],
  ["GET /x?token=abcdef123&code=123456", "GET /x?token=…&code=…"],
  ["postgres://huiyou:s3cr3t@db:5432/huiyou", "postgres://huiyou:…@db:5432/huiyou"],
  ["li.na@example.com", "…@…"],
];

/** What an operator looks for must stay readable. */
const kept = [
  "01890000-0000-7000-8000-013812345678",
  "1732250000123",
  "2026-06-01T04:00:00.000Z",
  "balance 13800 of txn_01k9ztw3e8f5tb2m6qh4x7ncav",
  "node:internal/process/task_queues:105:5",
];

describe("the log", () => {
  test.each(cases)("%s", (text, clean) => expect(redactText(text)).toBe(clean));
  test.each(kept)("%s stays", (text) => expect(redactText(text)).toBe(text));

  test("cleans errors with their causes and stacks, and every text of a line", () => {
    const lines: string[] = [];
    const log = createLogger({ LOG_LEVEL: "info" }, { write: (line) => void lines.push(line) });
    const cause = Object.assign(new Error("duplicate key (phone)=(13812345678)"), {
      code: "23505",
      detail: "Key (phone)=(13812345678)",
    });
    const err = new Error("for 13812345678", { cause });
    log.error(
      {
        err,
        url: "/v1/members?phone=13812345678",
        body: { name: "张三" },
        request: { password: "x y" },
        list: ["13812345678"],
      },
      "failed",
    );
    expect(lines.join("")).not.toMatch(/13812345678|张三|x y/);
    const line = JSON.parse(lines[0] ?? "") as { err: { cause: { code: string }; stack: string }; level: string };
    expect(line).toMatchObject({ level: "error", msg: "failed", err: { message: "for …", cause: { code: "23505" } } });
    expect(line.err.stack).toContain("log.test.ts");
  });
});
