// Tencent's own sample values for WXBizMsgCrypt.
import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sharedDir } from "../../../../test/bad-texts.ts";
import { callbackSignature, decryptCallback, encryptCallback } from "../domain/callback-crypto.ts";
import { readMessage } from "../read-message.ts";

const KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
const APP_ID = "wxb11529c136998cb6";
const CIPHERTEXT = "jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg==";

describe("WXBizMsgCrypt", () => {
  test("encrypts and decrypts the published sample", () => {
    expect(encryptCallback(KEY, APP_ID, "我是中文abcd123", Buffer.from("aaaabbbbccccdddd"))).toBe(CIPHERTEXT);
    expect(decryptCallback(KEY, APP_ID, CIPHERTEXT)).toBe("我是中文abcd123");
  });

  test("opens nothing for another app, another key, or letters out of place", () => {
    expect(decryptCallback(KEY, "wx2c2769f8efd9abc2", CIPHERTEXT)).toBeUndefined();
    expect(decryptCallback(KEY.replace("a", "b"), APP_ID, CIPHERTEXT)).toBeUndefined();
    for (const bent of ["", "x", CIPHERTEXT.slice(4), `AAAA${CIPHERTEXT.slice(4)}`]) {
      expect(decryptCallback(KEY, APP_ID, bent)).toBeUndefined();
    }
  });

  const file = `${sharedDir}/data/official_vectors/wxbizmsgcrypt.json`;
  test.skipIf(!existsSync(file))("agrees with the whole published example", () => {
    const { decrypt } = JSON.parse(readFileSync(file, "utf8")) as {
      decrypt: Record<string, string> & { plain_contains: string[] };
    };
    const { token = "", timestamp = "", nonce = "", encrypt = "", encoding_aes_key = "", appid = "" } = decrypt;
    expect(callbackSignature([token, timestamp, nonce, encrypt])).toBe(decrypt["msg_signature"]);
    const plain = decryptCallback(encoding_aes_key, appid, encrypt) ?? "";
    for (const piece of decrypt.plain_contains) expect(plain).toContain(piece);
    expect(decryptCallback(encoding_aes_key, decrypt["wrong_appid_must_fail"] ?? "", encrypt)).toBeUndefined();
    expect(readMessage(plain)).toMatchObject({ FromUserName: "oyORnuP8q7ou2gfYjqLzSIWZf0rs", Content: "abcdteT" });
  });
});

describe("a message", () => {
  test("is its fields below the root; what is no XML is nothing", () => {
    expect(readMessage("<xml><A>1</A><B><![CDATA[二]]></B><C><D>x</D></C></xml>")).toEqual({ A: "1", B: "二", C: "" });
    for (const text of [
      "",
      "x",
      "<xml><A>1</xml>",
      '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><A>&e;</A></xml>',
    ]) {
      expect(readMessage(text)).toBeUndefined();
    }
  });
});
