// The installation's keys: which ones a backup needs, and whether those at hand are they.
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { KEY_FILE } from "../../apps/server/src/platform/crypto/key-source.ts";
import { findSecrets } from "../../apps/server/src/platform/crypto/load-secrets.ts";
import type { Secrets } from "../../apps/server/src/platform/crypto/secrets.ts";
import { UsageError } from "../dev/terminal.ts";
import type { Manifest } from "./manifest.ts";

export interface Keys {
  /** DATA_DIR, which may hold `master.key`. */
  readonly data_dir: string;
  /** Copy the key file into the backup: whoever has the backup then reads everything in it. */
  readonly with_keys: boolean;
}

/** Undefined when there are none yet: loading would make some. */
export function keysAtHand(data_dir: string): Secrets | undefined {
  const { HUIYOU_MASTER_KEY, HUIYOU_MASTER_KEY_COMMAND } = process.env;
  return findSecrets({
    DATA_DIR: data_dir,
    HUIYOU_MASTER_KEY: HUIYOU_MASTER_KEY || undefined,
    HUIYOU_MASTER_KEY_COMMAND: HUIYOU_MASTER_KEY_COMMAND || undefined,
  });
}

/** Names of the keys by version; nothing can be reckoned back from them. */
function marksOf(secrets: Secrets | undefined): Record<string, string> {
  const marks: Record<string, string> = {};
  for (let version = 1; version <= 255; version++) {
    if (!secrets?.has(version)) continue;
    const key = secrets.derive("mark of the key", version);
    marks[version] = createHash("sha256").update(key).digest("hex").slice(0, 16);
  }
  return marks;
}

export function saveKeys({ data_dir, with_keys }: Keys, to: string): Pick<Manifest, "key_marks" | "with_keys"> {
  const file = path.join(data_dir, KEY_FILE);
  const copied = with_keys && existsSync(file);
  if (copied) {
    mkdirSync(path.join(to, "keys"), { mode: 0o700 });
    copyFileSync(file, path.join(to, "keys", KEY_FILE));
  }
  return { key_marks: marksOf(keysAtHand(data_dir)), with_keys: copied };
}

/** Brings the backup's own keys, when it has them, and makes sure that those at hand open what it holds. */
export function requireKeys({ key_marks, with_keys }: Manifest, folder: string, data_dir: string): void {
  const wanted = Object.entries(key_marks);
  if (wanted.length === 0) return;
  const file = path.join(data_dir, KEY_FILE);
  if (!keysAtHand(data_dir) && with_keys) copyFileSync(path.join(folder, "keys", KEY_FILE), file);
  const found = marksOf(keysAtHand(data_dir));
  const missing = wanted.filter(([version, mark]) => found[version] !== mark).map(([version]) => version);
  if (missing.length === 0) return;
  throw new UsageError(
    `the keys of this backup are not at hand (version ${missing.join(", ")}): put its master.key into ${data_dir} or set ` +
      "HUIYOU_MASTER_KEY or HUIYOU_MASTER_KEY_COMMAND; without them no phone number can be read. --without-keys restores all the same",
  );
}
