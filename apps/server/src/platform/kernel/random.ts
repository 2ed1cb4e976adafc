import { createHash, randomBytes } from "node:crypto";

/** Chance is injected, so that a run can be repeated byte for byte. */
export interface Random {
  bytes(size: number): Uint8Array;
}

const POOL_BYTES = 8192;
let pool = Buffer.alloc(0);
let used = 0;

/** The operating system's chance. Small pieces are cut from a pool, each byte once: a call of its own costs twenty times as much. */
export const secureRandom: Random = {
  bytes(size) {
    if (size > POOL_BYTES / 8) return randomBytes(size);
    if (used + size > pool.length) {
      // A new pool, not a refilled one: what was given out must not change.
      pool = randomBytes(POOL_BYTES);
      used = 0;
    }
    used += size;
    return pool.subarray(used - size, used);
  },
};

/** A deterministic stream for tests and the demo world: SHA-256 in counter mode. Never for secrets. */
export function seededRandom(seed: string): Random {
  let counter = 0;
  let pool = Buffer.alloc(0);
  return {
    bytes(size) {
      while (pool.length < size) {
        pool = Buffer.concat([pool, createHash("sha256").update(`${seed}:${counter++}`).digest()]);
      }
      const out = pool.subarray(0, size);
      pool = pool.subarray(size);
      return out;
    },
  };
}

/** An integer in [0, below), below ≤ 2^32, without modulo bias. */
export function randomInteger(random: Random, below: number): number {
  const limit = Math.floor(2 ** 32 / below) * below;
  for (;;) {
    const [a = 0, b = 0, c = 0, d = 0] = random.bytes(4);
    const value = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
    if (value < limit) return value % below;
  }
}
