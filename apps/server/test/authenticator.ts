// An authenticator app: reads the secret off the setup answer and shows codes.
import { hotp, stepAt } from "../src/modules/access/domain/totp.ts";
import type { TestApi } from "./api.ts";
import { PASSWORD } from "./world.ts";

export interface Authenticator {
  readonly secret: string;
  code(now: Date): string;
}

export function authenticator(secret: string): Authenticator {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  return { secret, code: (now) => hotp(bytes, stepAt(now)) };
}

export interface Enrolled {
  app: Authenticator;
  recovery_codes: string[];
}

/** Sets up the second factor of whoever the token belongs to; the code used for it is used up. */
export async function enrol(api: TestApi, token: string, password = PASSWORD): Promise<Enrolled> {
  const offer = await api.call("POST /v1/me/totp", { token, body: { password } });
  if (offer.status !== 201) throw new Error(`setting up answered ${offer.status}: ${offer.text}`);
  const app = authenticator(String(offer.body["secret"]));
  const code = app.code(api.app.runtime.clock.now());
  const reply = await api.call("POST /v1/me/totp/confirm", { token, body: { code } });
  if (reply.status !== 200) throw new Error(`the first code answered ${reply.status}: ${reply.text}`);
  return { app, recovery_codes: reply.body["recovery_codes"] as unknown as string[] };
}
