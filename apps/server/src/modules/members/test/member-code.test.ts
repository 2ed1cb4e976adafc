import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSigner } from "../../../platform/crypto/mac.ts";
import { createSecrets } from "../../../platform/crypto/secrets.ts";
import { codeWindowAt, readMemberCode, upcomingCodes, writeMemberCode } from "../domain/member-code.ts";

const key = (fill: number) => new Uint8Array(32).fill(fill);
const signer = createSigner(createSecrets(key(1)), "member-code");
const tenant_id = "01890000-0000-7000-8000-000000000001";
const uuid = fc.uuid();
const window = fc.integer({ min: 1, max: 2 ** 32 - 2 });
const start = (at: number) => at * 60_000;

describe("member codes", () => {
  test("are read from the start of the minute before their own until 30 seconds past its end, and never else", () => {
    fc.assert(
      fc.property(uuid, window, fc.integer({ min: -200_000, max: 200_000 }), (medium_ref, minute, offset) => {
        const code = writeMemberCode(signer, { tenant_id, medium_ref, window: minute });
        const reading = readMemberCode(signer, tenant_id, code, new Date(start(minute) + offset));
        const valid_until = new Date(start(minute + 1));
        if (offset >= -60_000) {
          const status = offset < 90_000 ? "valid" : "expired";
          expect(reading).toEqual({ status, medium_ref, window: minute, valid_until });
        } else expect(reading).toEqual({ status: "invalid" });
      }),
      {
        examples: [
          ["01890000-0000-7000-8000-000000000002", 29_000_000, 89_999],
          ["01890000-0000-7000-8000-000000000002", 29_000_000, 90_000],
          ["01890000-0000-7000-8000-000000000002", 29_000_000, -60_000],
          ["01890000-0000-7000-8000-000000000002", 29_000_000, -60_001],
        ],
      },
    );
  });

  test("no other text of the same length is accepted", () => {
    fc.assert(
      fc.property(uuid, window, fc.nat(49), fc.nat(63), (medium_ref, minute, at, letter) => {
        const code = writeMemberCode(signer, { tenant_id, medium_ref, window: minute });
        const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        const altered = code.slice(0, 4 + at) + alphabet[letter] + code.slice(5 + at);
        if (altered === code) return;
        expect(readMemberCode(signer, tenant_id, altered, new Date(start(minute)))).toEqual({ status: "invalid" });
      }),
    );
  });

  test("mean nothing to another tenant, nor when signed with another master key", () => {
    const face = { tenant_id, medium_ref: "01890000-0000-7000-8000-000000000002", window: 29_000_000 };
    const at = new Date(start(face.window));
    const invalid = { status: "invalid" };
    expect(readMemberCode(signer, "01890000-0000-7000-8000-000000000009", writeMemberCode(signer, face), at)).toEqual(
      invalid,
    );
    const foreign = createSigner(createSecrets(key(2)), "member-code");
    expect(readMemberCode(signer, tenant_id, writeMemberCode(foreign, face), at)).toEqual(invalid);
  });

  test("of the old key are still read while keys rotate", () => {
    const rotated = createSigner(
      createSecrets(
        new Map([
          [1, key(1)],
          [2, key(2)],
        ]),
      ),
      "member-code",
    );
    const face = { tenant_id, medium_ref: "01890000-0000-7000-8000-000000000002", window: 29_000_000 };
    const at = new Date(start(face.window));
    expect(readMemberCode(rotated, tenant_id, writeMemberCode(signer, face), at).status).toBe("valid");
    expect(readMemberCode(rotated, tenant_id, writeMemberCode(rotated, face), at).status).toBe("valid");
    expect(readMemberCode(signer, tenant_id, writeMemberCode(rotated, face), at).status).toBe("invalid");
  });

  test.each(["", "HY1.", "HY2.AAAA", "https://example.com", "HY1.".padEnd(54, "*"), "HY1.".padEnd(60, "A")])(
    "%j is refused",
    (text) => expect(readMemberCode(signer, tenant_id, text, new Date())).toEqual({ status: "invalid" }),
  );

  test("two hours ahead: 120 codes, one a minute without a gap, each readable at its time", () => {
    const at = new Date("2026-05-01T10:00:30Z");
    const codes = upcomingCodes(signer, { tenant_id, medium_ref: "01890000-0000-7000-8000-000000000002" }, at, 7200);
    expect(codes).toHaveLength(120);
    expect(codes[0]?.valid_from).toEqual(new Date("2026-05-01T10:00:00Z"));
    codes.forEach(({ code, valid_from, valid_until }, index) => {
      expect(valid_until.getTime() - valid_from.getTime()).toBe(60_000);
      if (index > 0) expect(valid_from).toEqual(codes[index - 1]?.valid_until);
      expect(readMemberCode(signer, tenant_id, code, valid_from)).toMatchObject({
        status: "valid",
        window: codeWindowAt(valid_from),
      });
      expect(code).toMatch(/^HY1\.[\w-]{50}$/);
    });
  });
});
