import { createHash, randomBytes } from "node:crypto";

/** Chance is injected, so that a run can be repeated byte for byte. */
export interface Random {
  bytes(size: number): Uint8Array;
}

export const secureRandom: Random = { bytes: (size) => randomBytes(size) };

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
