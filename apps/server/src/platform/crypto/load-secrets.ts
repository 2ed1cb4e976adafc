import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Config } from "../config.ts";
import { createSecrets, MASTER_KEY_BYTES, type Secrets } from "./secrets.ts";

/** The master keys from the environment, else from the key file, which the first start makes. Whoever loses them loses every phone number. */
export function loadSecrets(config: Pick<Config, "HUIYOU_MASTER_KEY" | "DATA_DIR">): Secrets {
  if (config.HUIYOU_MASTER_KEY !== undefined) {
    return createSecrets(parseMasterKeys(config.HUIYOU_MASTER_KEY, "HUIYOU_MASTER_KEY"));
  }
  const file = path.join(config.DATA_DIR, "master.key");
  mkdirSync(config.DATA_DIR, { recursive: true });
  try {
    // `wx`: of two processes that start together one writes, the other reads.
    writeFileSync(file, `${randomBytes(MASTER_KEY_BYTES).toString("hex")}\n`, { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return createSecrets(parseMasterKeys(readFileSync(file, "utf8"), file));
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
