import { present } from "../kernel/assert.ts";
import { type KeySettings, keySourceOf } from "./key-source.ts";
import { createSecrets, MASTER_KEY_BYTES, type Secrets } from "./secrets.ts";

/** The installation's keys; the first start makes the key file. Whoever loses them loses every phone number. */
export function loadSecrets(settings: KeySettings): Secrets {
  const there = findSecrets(settings);
  if (there) return there;
  keySourceOf(settings).make?.();
  return present(findSecrets(settings), "master keys");
}

/** The same without making any: undefined when there are none yet. */
export function findSecrets(settings: KeySettings): Secrets | undefined {
  const source = keySourceOf(settings);
  const text = source.read();
  return text === undefined ? undefined : createSecrets(parseMasterKeys(text, source.name));
}

/** One key of 32 bytes in hex or base64 or, while rotating, several with their versions: `1:…,2:…`. */
export function parseMasterKeys(text: string, source: string): Map<number, Uint8Array> {
  const masters = new Map<number, Uint8Array>();
  for (const part of text.split(",")) {
    const [, version = "1", key = ""] = /^(?:(\d{1,3}):)?(.*)$/s.exec(part.trim()) ?? [];
    const bytes = Buffer.from(key, /^[0-9a-f]{64}$/i.test(key) ? "hex" : "base64");
    // The text itself is a secret: it is not repeated in the message.
    if (bytes.length !== MASTER_KEY_BYTES || masters.has(Number(version))) {
      throw new Error(
        `${source} must hold ${MASTER_KEY_BYTES} bytes in hex or base64, or several such keys as 1:…,2:…`,
      );
    }
    masters.set(Number(version), bytes);
  }
  return masters;
}
