import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { sharedDir } from "../../../../test/bad-texts.ts";
import { present } from "../../../platform/kernel/assert.ts";
import { SECRET_BYTES, signMessage, writeSecret } from "../domain/signature.ts";

interface Vectors {
  sign: { secret: string; id: string; timestamp: number; payload: string; signature: string };
  secret_invalid: (string | null)[];
}

function readVectors(): Vectors | undefined {
  try {
    const file = path.join(sharedDir, "data/official_vectors/standard_webhooks.json");
    return JSON.parse(readFileSync(file, "utf8")) as Vectors;
  } catch {
    return undefined;
  }
}
const vectors = readVectors();

describe("the signature of Standard Webhooks", () => {
  test("of the specification's own example", () => {
    const message = { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp_seconds: 1614265330, body: '{"test": 2432232314}' };
    expect(signMessage(["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], message)).toBe(
      "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    );
  });

  test.skipIf(!vectors)("of the published vectors, with and without the prefix", () => {
    const { sign, secret_invalid } = present(vectors, "the vectors");
    const { secret, id, timestamp: timestamp_seconds, payload: body, signature } = sign;
    for (const one of [secret, secret.replace("whsec_", "")]) {
      expect(signMessage([one], { id, timestamp_seconds, body })).toBe(signature);
    }
    for (const invalid of secret_invalid) {
      expect(() => signMessage([invalid ?? ""], { id, timestamp_seconds, body })).toThrow("empty");
    }
  });

  test("while a secret is replaced there are two, the newest first", () => {
    const message = { id: "evt_1", timestamp_seconds: 1, body: "{}" };
    const [a, b] = [writeSecret(Buffer.alloc(SECRET_BYTES, 1)), writeSecret(Buffer.alloc(SECRET_BYTES, 2))];
    expect(signMessage([b, a], message)).toBe(`${signMessage([b], message)} ${signMessage([a], message)}`);
    expect(a).toMatch(/^whsec_/);
  });
});
