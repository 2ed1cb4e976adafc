// A person's authenticator app and recovery codes. They belong to the person, so they hold in every tenant.
import type { App } from "../../platform/app.ts";
import type { By } from "../../platform/audit/by.ts";
import { recordAudit } from "../../platform/audit/record-audit.ts";
import { decrypt, encrypt, type Place } from "../../platform/crypto/cipher.ts";
import { verifyPassword } from "../../platform/crypto/password.ts";
import type { Keyed } from "../../platform/crypto/secrets.ts";
import type { Database, Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { countAttempt } from "./attempts.ts";
import {
  createRecoveryCode,
  hashRecoveryCode,
  normalizeRecoveryCode,
  RECOVERY_CODES,
} from "./domain/recovery-codes.ts";
import { encodeBase32, matchTotp, otpauthUrl, TOTP_DIGITS, TOTP_SECRET_BYTES } from "./domain/totp.ts";
import { endSessionsOfPerson, type Person } from "./people.ts";

const ISSUER = "Huiyou 回游";

/** Whose factor, from which of their sessions. */
export interface Holder {
  person: Person;
  staff_id: string;
  session_id: string;
}

interface FactorRow {
  secret_cipher: Buffer;
  confirmed_at: Date | null;
  codes_left: number;
}

export async function findSecondFactor(database: Database, person_id: string): Promise<FactorRow | undefined> {
  const [row] = await database.call<FactorRow>({
    name: "find_second_factor",
    text: "select secret_cipher, confirmed_at, codes_left from access.find_second_factor($1)",
    values: [person_id],
  });
  return row;
}

/** People belong to no tenant. */
export const placeOfSecret = (person_id: string): Place => ({
  tenant_id: "",
  table: "access.person_totp",
  column: "secret_cipher",
  row_id: person_id,
});

function openSecret({ secrets }: Keyed, person_id: string, row: FactorRow): Buffer {
  return Buffer.from(decrypt(secrets, row.secret_cipher, placeOfSecret(person_id)), "hex");
}

async function answersYes(database: Database, text: string, values: unknown[]): Promise<boolean> {
  const [row] = await database.call<{ yes: boolean }>({ text: `select ${text} as yes`, values });
  return row?.yes ?? false;
}

/** Uses up a code of the app or a recovery code: which of them it was, or undefined for neither. */
export async function tryCode(
  app: App,
  person_id: string,
  code: string,
): Promise<"totp" | "recovery_code" | undefined> {
  const { database, runtime } = app;
  const row = await findSecondFactor(database, person_id);
  if (!row?.confirmed_at) return undefined;
  if (await useTotp(app, person_id, row, code)) return "totp";
  const recovery = normalizeRecoveryCode(code);
  if (recovery === undefined) return undefined;
  const values = [person_id, hashRecoveryCode(person_id, recovery), runtime.clock.now()];
  return (await answersYes(database, "access.use_recovery_code($1, $2, $3)", values)) ? "recovery_code" : undefined;
}

async function useTotp(app: App, person_id: string, row: FactorRow, typed: string): Promise<boolean> {
  const code = typed.normalize("NFKC").replace(/\s/g, "");
  if (code.length !== TOTP_DIGITS) return false;
  const step = matchTotp(openSecret(app, person_id, row), code, app.runtime.clock.now());
  return step !== undefined && answersYes(app.database, "access.use_totp_step($1, $2)", [person_id, step]);
}

/** Password again, and wrong ones count as at the door, but apart: an open screen is not the person. @throws password_wrong · locked_out */
export async function checkPassword(app: App, { person_id, password_hash }: Person, password: string): Promise<void> {
  const right = await countAttempt(app, { signed_in: person_id }, async () =>
    (await verifyPassword(password_hash, password)) ? true : undefined,
  );
  if (!right) throw new AppError("password_wrong");
}

/** @throws code_refused · locked_out */
async function checkCode(app: App, { person_id }: Person, code: string): Promise<void> {
  const right = await countAttempt(app, { second_factor_of: person_id }, () => tryCode(app, person_id, code));
  if (!right) throw new AppError("code_refused");
}

/** A new secret for the person's app; it counts once a code of it was shown. @throws totp_on */
export async function offerTotp(app: App, { person }: Holder): Promise<{ secret: string; otpauth_url: string }> {
  const { person_id, email } = person;
  const secret = Buffer.from(app.runtime.random.bytes(TOTP_SECRET_BYTES));
  const sealed = encrypt(app.secrets, secret.toString("hex"), placeOfSecret(person_id));
  const values = [person_id, sealed, app.runtime.clock.now()];
  if (!(await answersYes(app.database, "access.offer_totp($1, $2, $3)", values))) throw new AppError("totp_on");
  return { secret: encodeBase32(secret), otpauth_url: otpauthUrl(secret, ISSUER, email) };
}

/**
 * The first code turns the second factor on; the person's other sessions, which never showed one, end.
 * @throws totp_on · totp_off · code_refused · locked_out
 */
export async function confirmTotp(
  app: App,
  tenant_id: string,
  { person, staff_id, session_id }: Holder,
  code: string,
  by: By,
): Promise<{ recovery_codes: string[]; ended: string[] }> {
  const { person_id } = person;
  const row = await findSecondFactor(app.database, person_id);
  if (!row) throw new AppError("totp_off");
  if (row.confirmed_at) throw new AppError("totp_on");
  const right = await countAttempt(app, { second_factor_of: person_id }, async () =>
    (await useTotp(app, person_id, row, code)) ? true : undefined,
  );
  if (!right) throw new AppError("code_refused");
  const now = app.runtime.clock.now();
  return app.database.write(tenant_id, async (tx) => {
    const [made] = await tx.query<{ yes: boolean }>({
      text: "select access.confirm_totp($1, $2) as yes",
      values: [person_id, now],
    });
    if (!made?.yes) throw new AppError("totp_on");
    const recovery_codes = await renewCodes(tx, app, person_id);
    const ended = await endSessionsOfPerson(tx, person_id, session_id, now);
    await recordAudit(tx, app.runtime, by, { action: "totp.enabled", subject: { kind: "staff", id: staff_id } });
    return { recovery_codes, ended };
  });
}

async function renewCodes(tx: Tx, { runtime }: Keyed, person_id: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => createRecoveryCode(runtime.random));
  const hashes = codes.map((code) => hashRecoveryCode(person_id, code));
  await tx.query({ text: "select access.set_recovery_codes($1, $2)", values: [person_id, hashes] });
  return codes;
}

/** Password and code: whoever finds the screen open has neither. */
export interface Proof {
  password: string;
  code: string;
}

/** @throws totp_off · password_wrong · code_refused · locked_out */
async function checkProof(app: App, person: Person, proof: Proof): Promise<void> {
  const factor = await findSecondFactor(app.database, person.person_id);
  if (!factor?.confirmed_at) throw new AppError("totp_off");
  await checkPassword(app, person, proof.password);
  await checkCode(app, person, proof.code);
}

/** Ten new codes; the old ones are void. */
export async function renewRecoveryCodes(
  app: App,
  tenant_id: string,
  { person, staff_id }: Holder,
  proof: Proof,
  by: By,
): Promise<string[]> {
  await checkProof(app, person, proof);
  return app.database.write(tenant_id, async (tx) => {
    const codes = await renewCodes(tx, app, person.person_id);
    const subject = { kind: "staff", id: staff_id } as const;
    await recordAudit(tx, app.runtime, by, { action: "recovery_codes.renewed", subject });
    return codes;
  });
}

/** @throws totp_required (one of the person's posts demands it) · and what a proof may miss */
export async function disableTotp(
  app: App,
  tenant_id: string,
  { person, staff_id }: Holder,
  proof: Proof,
  by: By,
): Promise<void> {
  const { person_id } = person;
  await checkProof(app, person, proof);
  if (await answersYes(app.database, "access.must_have_second_factor($1)", [person_id])) {
    throw new AppError("totp_required");
  }
  await app.database.write(tenant_id, async (tx) => {
    await tx.query({ text: "select access.remove_totp($1)", values: [person_id] });
    await recordAudit(tx, app.runtime, by, { action: "totp.disabled", subject: { kind: "staff", id: staff_id } });
  });
}
