import { hkdfSync, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Config } from "./config.ts";

const KEY_BYTES = 32;

export interface Secrets {
  /** A key of 32 bytes for one purpose, always the same for the same master key. */
  derive(purpose: string): Buffer;
}

export function createSecrets(master: Uint8Array): Secrets {
  const derived = new Map<string, Buffer>();
  return {
    derive(purpose) {
      let key = derived.get(purpose);
      if (!key) {
        key = Buffer.from(hkdfSync("sha256", master, "huiyou", purpose, KEY_BYTES));
        derived.set(purpose, key);
      }
      return key;
    },
  };
}

/** The master key from the environment, else from the key file, which the first start makes. Whoever loses it loses every phone number. */
export function loadSecrets(config: Config): Secrets {
  if (config.HUIYOU_MASTER_KEY !== undefined)
    return createSecrets(parseKey(config.HUIYOU_MASTER_KEY, "HUIYOU_MASTER_KEY"));
  const file = path.join(config.DATA_DIR, "master.key");
  mkdirSync(config.DATA_DIR, { recursive: true });
  try {
    // `wx`: of two processes that start together one writes, the other reads.
    writeFileSync(file, `${randomBytes(KEY_BYTES).toString("hex")}\n`, { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return createSecrets(parseKey(readFileSync(file, "utf8").trim(), file));
}

function parseKey(text: string, source: string): Buffer {
  const key = Buffer.from(text, /^[0-9a-f]{64}$/i.test(text) ? "hex" : "base64");
  if (key.length !== KEY_BYTES) throw new Error(`${source} must hold ${KEY_BYTES} bytes in hex or base64`);
  return key;
}
