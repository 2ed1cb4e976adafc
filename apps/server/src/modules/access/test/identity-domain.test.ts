import { describe, expect, test } from "vitest";
import { seededRandom } from "../../../platform/kernel/random.ts";
import { judgePassword } from "../domain/password-rules.ts";
import { createRecoveryCode, hashRecoveryCode, normalizeRecoveryCode } from "../domain/recovery-codes.ts";
import { encodeBase32, hotp, matchTotp, otpauthUrl, stepAt } from "../domain/totp.ts";

const SEED = Buffer.from("12345678901234567890");
const at = (seconds: number) => new Date(seconds * 1000);

describe("one-time passwords", () => {
  // RFC 6238, appendix B (SHA-1), and RFC 4226, appendix D.
  test.each([
    [59, "94287082"],
    [1111111109, "07081804"],
    [1111111111, "14050471"],
    [1234567890, "89005924"],
    [2000000000, "69279037"],
    [20000000000, "65353130"],
  ])("of RFC 6238 at second %i", (seconds, code) => {
    expect(hotp(SEED, stepAt(at(seconds)), 8)).toBe(code);
  });

  test("of RFC 4226", () => {
    const codes = "755224 287082 359152 969429 338314 254676 287922 162583 399871 520489".split(" ");
    expect(codes.map((_, counter) => hotp(SEED, counter))).toEqual(codes);
  });

  test("count one step early or late, and name their step", () => {
    const now = at(1_000_000_020);
    const step = stepAt(now);
    for (const drift of [-1, 0, 1]) expect(matchTotp(SEED, hotp(SEED, step + drift), now)).toBe(step + drift);
    for (const drift of [-2, 2]) expect(matchTotp(SEED, hotp(SEED, step + drift), now)).toBeUndefined();
  });

  test("secrets are written as apps read them", () => {
    expect(encodeBase32(Buffer.from("foobar"))).toBe("MZXW6YTBOI");
    expect(otpauthUrl(SEED, "Huiyou 回游", "a+b@example.com")).toBe(
      "otpauth://totp/Huiyou%20%E5%9B%9E%E6%B8%B8:a%2Bb%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Huiyou%20%E5%9B%9E%E6%B8%B8",
    );
  });
});

describe("recovery codes", () => {
  test("are told apart, and typed in any way", () => {
    const random = seededRandom("codes");
    const codes = Array.from({ length: 1_000 }, () => createRecoveryCode(random));
    expect(new Set(codes).size).toBe(1_000);
    const code = codes[0] ?? "";
    expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{4}(-[2-9A-HJKMNP-TV-Z]{4}){3}$/);
    for (const typed of [code.toLowerCase(), code.replaceAll("-", " "), ` ${code.replaceAll("-", "")} `]) {
      expect(normalizeRecoveryCode(typed)).toBe(code);
    }
    for (const other of ["", "123456", `${code}A`, "0".repeat(16)])
      expect(normalizeRecoveryCode(other)).toBeUndefined();
    expect(hashRecoveryCode("one person", code)).not.toEqual(hashRecoveryCode("another", code));
  });
});

describe("a new password", () => {
  const email = "lin.zhou@example.com";

  test.each([
    ["short", "password_too_short"],
    ["密码密码密码密码密码", "password_too_short"],
    ["password2026!!", "password_common"],
    ["P@ssw0rd2026!", "password_common"],
    ["aaaaaaaaaaaaaa", "password_common"],
    ["abcabcabcabcabc", "password_common"],
    ["123456789012", "password_common"],
    ["qwertyuiopas", "password_common"],
    ["ｑｗｅｒｔｙｕｉｏｐ１２", "password_common"],
    ["lin.zhou@example.com1", "password_has_email"],
    ["lin.zhou2026", "password_has_email"],
  ])("%s: %s", (password, fault) => {
    expect(judgePassword(password, email)).toBe(fault);
  });

  test.each(["山中何事松花酿酒春水煎茶", "correct horse battery", "8f!kQz0_wm2x", "회원님의 비밀 문장입니다"])(
    "%s will do",
    (password) => {
      expect(judgePassword(password, email)).toBeUndefined();
    },
  );
});
