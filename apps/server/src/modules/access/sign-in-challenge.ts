// Between the two steps of signing in. A challenge is not a session: nothing but the second step can be done with it.
import type { App } from "../../platform/app.ts";
import { createToken, hashToken } from "../../platform/crypto/tokens.ts";
import type { Database } from "../../platform/db/pool.ts";
import type { SessionTransport } from "./sessions.ts";

const CHALLENGE_MS = 5 * 60_000;

export interface SignInChallenge {
  challenge: string;
  expires_at: Date;
}

interface Challenged {
  person_id: string;
  transport: SessionTransport;
}

export async function openChallenge({ database, runtime }: App, input: Challenged): Promise<SignInChallenge> {
  const now = runtime.clock.now();
  const challenge = createToken("hy_sc_", runtime.random);
  const expires_at = new Date(now.getTime() + CHALLENGE_MS);
  await database.call({
    text: "select access.open_challenge($1, $2, $3, $4, $5)",
    values: [hashToken(challenge), input.person_id, input.transport, now, expires_at],
  });
  return { challenge, expires_at };
}

export async function findChallenge({ database, runtime }: App, challenge: string): Promise<Challenged | undefined> {
  const [row] = await database.call<Challenged>({
    text: "select person_id, transport from access.find_challenge($1, $2)",
    values: [hashToken(challenge), runtime.clock.now()],
  });
  return row;
}

/** False when somebody else has just met it. */
export async function closeChallenge(database: Database, challenge: string): Promise<boolean> {
  const [row] = await database.call<{ closed: boolean }>({
    text: "select access.close_challenge($1) as closed",
    values: [hashToken(challenge)],
  });
  return row?.closed ?? false;
}
