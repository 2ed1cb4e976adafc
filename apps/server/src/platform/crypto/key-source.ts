// Where the installation's master keys come from.
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Config } from "../config.ts";
import { MASTER_KEY_BYTES } from "./secrets.ts";

/** What it holds is one key or several with versions (`1:…,2:…`); none of it may come into a log or a message. */
interface KeySource {
  /** For messages: the variable or the file. */
  readonly name: string;
  /** Undefined: there is no key yet. */
  read(): string | undefined;
  /** The first key, where the program may make it by itself. */
  make?(): void;
}

export type KeySettings = Pick<Config, "DATA_DIR"> &
  Partial<Pick<Config, "HUIYOU_MASTER_KEY" | "HUIYOU_MASTER_KEY_COMMAND">>;

export const KEY_FILE = "master.key";
/** A process that waits longer for its keys had better say so and be started again. */
const COMMAND_LIMIT_MS = 10_000;
const MOST_BYTES = 64 * 1024;

/** The variable, else the command, else the file. */
export function keySourceOf(settings: KeySettings): KeySource {
  const { HUIYOU_MASTER_KEY: keys, HUIYOU_MASTER_KEY_COMMAND: command, DATA_DIR } = settings;
  if (keys !== undefined && command !== undefined) {
    throw new Error("HUIYOU_MASTER_KEY and HUIYOU_MASTER_KEY_COMMAND are both set: one of them must tell the keys");
  }
  if (keys !== undefined) return { name: "HUIYOU_MASTER_KEY", read: () => keys };
  if (command !== undefined) return commandSource(command);
  return fileSource(path.join(DATA_DIR, KEY_FILE));
}

function fileSource(file: string): KeySource {
  return {
    name: file,
    read() {
      try {
        return readFileSync(file, "utf8");
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw error;
      }
    },
    make() {
      mkdirSync(path.dirname(file), { recursive: true });
      try {
        // `wx`: of two processes that start together one writes, the other reads.
        writeFileSync(file, `${randomBytes(MASTER_KEY_BYTES).toString("hex")}\n`, { mode: 0o600, flag: "wx" });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
    },
  };
}

/** A program of the operator, such as the client of a key management service: what it prints are the keys. */
export function commandSource(command: string, limit_ms = COMMAND_LIMIT_MS): KeySource {
  const name = "HUIYOU_MASTER_KEY_COMMAND";
  return {
    name,
    read() {
      // Its standard error is not kept either: nobody knows what a program that fails prints there.
      const { status, signal, stdout, error } = spawnSync(command, {
        shell: true,
        stdio: ["ignore", "pipe", "ignore"],
        encoding: "utf8",
        timeout: limit_ms,
        killSignal: "SIGKILL",
        maxBuffer: MOST_BYTES,
      });
      const code = error && "code" in error ? String(error.code) : undefined;
      if (code === "ETIMEDOUT") throw new Error(`${name} told no keys within ${limit_ms / 1000} seconds`);
      if (code !== undefined) throw new Error(`${name} could not be run: ${code}`);
      if (status !== 0)
        throw new Error(`${name} ended with ${signal ?? `status ${status}`}: run it by hand to see why`);
      if (stdout.trim() === "") throw new Error(`${name} printed nothing`);
      return stdout;
    },
  };
}
