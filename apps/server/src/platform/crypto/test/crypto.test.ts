import { mkdtempSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../kernel/random.ts";
import { CiphertextError, decrypt, encrypt, type Place } from "../cipher.ts";
import { blindIndex, blindIndexes, createSigner } from "../mac.ts";
import { loadSecrets, parseMasterKeys } from "../load-secrets.ts";
import { createSecrets } from "../secrets.ts";
import { createToken, hashToken } from "../tokens.ts";

const key = (fill: number) => new Uint8Array(32).fill(fill);
const secrets = createSecrets(key(1));
const place: Place = { tenant_id: "t1", table: "members.member", column: "phone", row_id: "m1" };

describe("secrets", () => {
  test("one key per purpose and version, the same for ever", () => {
    const rotated = createSecrets(
      new Map([
        [1, key(1)],
        [2, key(2)],
      ]),
    );
    expect(secrets.derive("cipher")).toEqual(createSecrets(key(1)).derive("cipher"));
    expect(secrets.derive("cipher")).not.toEqual(secrets.derive("blind-index"));
    expect(rotated.derive("cipher")).not.toEqual(secrets.derive("cipher"));
    expect(rotated.derive("cipher", 1)).toEqual(secrets.derive("cipher"));
  });

  test("HKDF-SHA256 with our salt: a stored database opens with another build of this program", () => {
    expect(secrets.derive("cipher").toString("hex")).toMatchInlineSnapshot(
      `"b195af1aafc304a5335ed069b24b52f71df70d315b12f6d66119ce7af33a7689"`,
    );
  });

  test("refuses short keys, unknown versions and malformed configuration without repeating it", () => {
    expect(() => createSecrets(new Uint8Array(31))).toThrow(/32 bytes/);
    expect(() => secrets.derive("cipher", 9)).toThrow(/is known/);
    const hex = Buffer.from(key(3)).toString("hex");
    const base64 = Buffer.from(key(3)).toString("base64");
    expect(parseMasterKeys(hex, "x")).toEqual(new Map([[1, Buffer.from(key(3))]]));
    expect(parseMasterKeys(`1:${hex}, 2:${base64}\n`, "x")).toEqual(
      new Map([1, 2].map((version) => [version, Buffer.from(key(3))])),
    );
    for (const text of ["", "correct horse", `${hex},${hex}`, hex.slice(2)]) {
      expect(() => parseMasterKeys(text, "HUIYOU_MASTER_KEY")).toThrow(/^HUIYOU_MASTER_KEY must hold 32 bytes/);
    }
  });

  test("the first start makes a key file that only its owner reads, and later starts use it", () => {
    const DATA_DIR = mkdtempSync(path.join(os.tmpdir(), "huiyou-"));
    try {
      const first = loadSecrets({ DATA_DIR, HUIYOU_MASTER_KEY: undefined });
      expect(statSync(path.join(DATA_DIR, "master.key")).mode & 0o777).toBe(0o600);
      expect(loadSecrets({ DATA_DIR, HUIYOU_MASTER_KEY: undefined }).derive("x")).toEqual(first.derive("x"));
    } finally {
      rmSync(DATA_DIR, { recursive: true });
    }
  });
});

describe("cipher", () => {
  test("opens what it closed, never the same bytes twice", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const sealed = encrypt(secrets, text, place);
        expect(decrypt(secrets, sealed, place)).toBe(text);
        expect(encrypt(secrets, text, place).equals(sealed)).toBe(false);
      }),
    );
  });

  test("opens only in its own tenant, table, column and row", () => {
    const sealed = encrypt(secrets, "+8613800138000", place);
    for (const other of [{ tenant_id: "t2" }, { table: "x" }, { column: "x" }, { row_id: "m2" }]) {
      expect(() => decrypt(secrets, sealed, { ...place, ...other })).toThrow(CiphertextError);
    }
  });

  test("notices every altered or missing byte", () => {
    const sealed = encrypt(secrets, "+8613800138000", place);
    for (let at = 0; at < sealed.length; at++) {
      const altered = Buffer.from(sealed);
      altered[at] = (altered[at] as number) ^ 1;
      expect(() => decrypt(secrets, altered, place)).toThrow(CiphertextError);
      expect(() => decrypt(secrets, sealed.subarray(0, at), place)).toThrow(CiphertextError);
    }
  });

  test("after a rotation old values still open and new ones use the new key", () => {
    const old = encrypt(secrets, "a", place);
    const rotated = createSecrets(
      new Map([
        [1, key(1)],
        [2, key(2)],
      ]),
    );
    expect(decrypt(rotated, old, place)).toBe("a");
    const fresh = encrypt(rotated, "a", place);
    expect(fresh[0]).toBe(2);
    expect(() => decrypt(secrets, fresh, place)).toThrow(CiphertextError);
  });
});

describe("blind index", () => {
  test("equal for equal values of one tenant and field, unrelated otherwise; under every key while keys are changed", () => {
    const index = (tenant: string, field: string, value: string) =>
      blindIndex(secrets, tenant, field, value).toString("hex");
    expect(index("t1", "phone", "+86138")).toBe(index("t1", "phone", "+86138"));
    expect(
      new Set([index("t1", "phone", "a"), index("t2", "phone", "a"), index("t1", "id", "a"), index("t1", "phone", "b")])
        .size,
    ).toBe(4);
    const rotated = createSecrets(
      new Map([
        [1, key(1)],
        [2, key(2)],
      ]),
    );
    const [newest, oldest] = blindIndexes(rotated, "t1", "phone", "a");
    expect(newest).toEqual(blindIndex(rotated, "t1", "phone", "a"));
    expect(oldest).toEqual(blindIndex(secrets, "t1", "phone", "a"));
    expect(newest).not.toEqual(oldest);
  });
});

describe("signer", () => {
  const signer = createSigner(secrets, "member-code");
  const data = Buffer.from("data");

  test("accepts its own signatures, whole or cut to 16 bytes, and nothing else", () => {
    const signature = signer.sign(data);
    expect(signer.verify(data, signer.key_id, signature)).toBe(true);
    expect(signer.verify(data, signer.key_id, signature.subarray(0, 16))).toBe(true);
    expect(signer.verify(data, signer.key_id, signature.subarray(0, 15))).toBe(false);
    expect(signer.verify(data, 7, signature)).toBe(false);
    expect(signer.verify(Buffer.from("datb"), signer.key_id, signature)).toBe(false);
    expect(createSigner(secrets, "other").verify(data, signer.key_id, signature)).toBe(false);
  });

  test("while keys rotate, signatures of the old one are still accepted", () => {
    const rotated = createSigner(
      createSecrets(
        new Map([
          [1, key(1)],
          [2, key(2)],
        ]),
      ),
      "member-code",
    );
    expect(rotated.key_id).toBe(2);
    expect(rotated.verify(data, 1, signer.sign(data))).toBe(true);
  });
});

test("tokens tell their kind and are kept only as a hash", () => {
  const random = seededRandom("tokens");
  const token = createToken("hy_ms_", random);
  expect(token).toMatch(/^hy_ms_[\w-]{43}$/);
  expect(createToken("hy_ms_", random)).not.toBe(token);
  expect(hashToken(token)).toHaveLength(32);
});
