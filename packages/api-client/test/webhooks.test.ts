import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { readWebhook, WebhookRefused } from "../src/webhooks.ts";

// The specification's example, so that something is tried where the shared vectors are absent.
const example = {
  secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  now_seconds: 1_614_265_330,
  body: '{"test": 2432232314}',
  headers: {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  },
};

interface Case {
  name: string;
  secret: string;
  now: number;
  payload: string;
  headers: Record<string, string>;
  valid: boolean;
}

function readCases(): Case[] {
  const shared = path.resolve(import.meta.dirname, "../../..", process.env["SHARED_DIR"] ?? "../shared");
  try {
    const file = path.join(shared, "data/official_vectors/standard_webhooks.json");
    return (JSON.parse(readFileSync(file, "utf8")) as { verify: Case[] }).verify;
  } catch {
    return [];
  }
}
const cases = readCases();

describe("a received webhook", () => {
  test("that is signed and fresh is read; its headers may be in any case", async () => {
    const headers = Object.fromEntries(
      Object.entries(example.headers).map(([name, value]) => [name.toUpperCase(), value]),
    );
    expect(await readWebhook({ ...example, headers })).toMatchObject({
      id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
      test: 2432232314,
    });
    expect(await readWebhook({ ...example, secret: ["whsec_AAAA", example.secret] })).toMatchObject({
      test: 2432232314,
    });
  });

  test("that was changed, is old, or is not ours is refused", async () => {
    const wrong = [
      { ...example, body: '{"test": 2432232315}' },
      { ...example, now_seconds: example.now_seconds + 301 },
      { ...example, secret: "whsec_AAAA" },
      { ...example, secret: "whsec_" },
      { ...example, headers: {} },
    ];
    for (const one of wrong) await expect(readWebhook(one)).rejects.toBeInstanceOf(WebhookRefused);
  });

  test.skipIf(cases.length === 0)("is judged as the published vectors say", async () => {
    for (const { name, secret, now, payload, headers, valid } of cases) {
      const read = readWebhook({ secret, now_seconds: now, body: payload, headers });
      const outcome = await read.then(
        () => true,
        (error: unknown) => !(error instanceof WebhookRefused),
      );
      expect([name, outcome]).toEqual([name, valid]);
    }
  });
});
