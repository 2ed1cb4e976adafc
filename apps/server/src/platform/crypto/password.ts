import { argon2, randomBytes, timingSafeEqual } from "node:crypto"; // real chance: a salt is never repeated
import { createGate } from "../kernel/gate.ts";

/** OWASP's recommendation for argon2id: 19 MiB, two passes, one lane. */
const MEMORY_KIB = 19_456;
const PASSES = 2;
const LANES = 1;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** Node has four threads for this, for files and for packing answers: a flood of sign-ins leaves the others two. */
const HASHING = createGate({ at_once: 2, most_waiting: 200 });

interface Parameters {
  memory: number;
  passes: number;
  lanes: number;
}

function derive(password: string, salt: Buffer, length: number, cost: Parameters): Promise<Buffer> {
  // The same password typed on two keyboards may differ in composition.
  const message = Buffer.from(password.normalize("NFKC"));
  const options = {
    message,
    nonce: salt,
    parallelism: cost.lanes,
    tagLength: length,
    memory: cost.memory,
    passes: cost.passes,
  };
  return HASHING.run(
    () =>
      new Promise((resolve, reject) => {
        argon2("argon2id", options, (error, hash) => (error ? reject(error) : resolve(hash)));
      }),
  );
}

const base64 = (bytes: Buffer) => bytes.toString("base64").replace(/=+$/, "");

/** PHC string: parameters and salt travel with the hash, so that they can be raised later. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await derive(password, salt, HASH_BYTES, { memory: MEMORY_KIB, passes: PASSES, lanes: LANES });
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${base64(salt)}$${base64(hash)}`;
}

/** Nobody's password: what an unknown e-mail is compared with, so that it takes as long as a known one. */
const NOBODY = `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${base64(Buffer.alloc(SALT_BYTES, 7))}$${base64(Buffer.alloc(HASH_BYTES, 7))}`;

export async function verifyPassword(stored: string | undefined, password: string): Promise<boolean> {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(stored ?? NOBODY);
  if (!match) throw new Error("a stored password hash is not argon2id");
  const [, memory, passes, lanes, salt = "", expected = ""] = match;
  const wanted = Buffer.from(expected, "base64");
  const cost = { memory: Number(memory), passes: Number(passes), lanes: Number(lanes) };
  const actual = await derive(password, Buffer.from(salt, "base64"), wanted.length, cost);
  return timingSafeEqual(actual, wanted) && stored !== undefined;
}
