import { decrypt, encrypt, type Place } from "../../platform/crypto/cipher.ts";
import type { Secrets } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import { AppError } from "../../platform/kernel/errors.ts";

export type AccountKind = "mini_program" | "official";

export interface Account {
  account_id: string;
  app_id: string;
  kind: AccountKind;
  name: string;
  api_url: string;
  secret_cipher: Buffer;
  callback_token_cipher: Buffer;
  aes_key_cipher: Buffer | null;
  state: "active" | "paused";
  access_token_cipher: Buffer | null;
  access_token_expires_at: Date | null;
  last_error_code: string | null;
  last_error_text: string | null;
  last_error_at: Date | null;
  last_success_at: Date | null;
  version: number;
  created_at: Date;
}

const COLUMNS = [
  "account_id",
  "app_id",
  "kind",
  "name",
  "api_url",
  "secret_cipher",
  "callback_token_cipher",
  "aes_key_cipher",
  "state",
  "access_token_cipher",
  "access_token_expires_at",
  "last_error_code",
  "last_error_text",
  "last_error_at",
  "last_success_at",
  "version",
  "created_at",
] as const;

const living = (db: Db) =>
  sql_builder
    .selectFrom("wechat.account")
    .select(COLUMNS)
    .where("tenant_id", "=", db.tenant_id)
    .where("deleted_at", "is", null);

/** A tenant has few (MAX_ACCOUNTS): all of them, oldest first. */
export function listAccounts(db: Db): Promise<Account[]> {
  return db.all(living(db).orderBy("created_at").orderBy("account_id"));
}

export function findAccount(db: Db, account_id: string): Promise<Account | undefined> {
  return db.first(living(db).where("account_id", "=", account_id));
}

export function findAccountByApp(db: Db, app_id: string): Promise<Account | undefined> {
  return db.first(living(db).where("app_id", "=", app_id));
}

/** @throws not_found */
export async function getAccount(db: Db, account_id: string): Promise<Account> {
  const account = await findAccount(db, account_id);
  if (!account) throw new AppError("not_found");
  return account;
}

/** @throws not_found */
export async function lockAccount(tx: Tx, account_id: string): Promise<Account> {
  const account = await tx.first(living(tx).where("account_id", "=", account_id).forNoKeyUpdate());
  if (!account) throw new AppError("not_found");
  return account;
}

export type SealedField = "secret" | "callback_token" | "aes_key" | "access_token";

const placeOf = (tenant_id: string, account_id: string, column: SealedField): Place => ({
  tenant_id,
  table: "wechat.account",
  column,
  row_id: account_id,
});

export function seal(secrets: Secrets, tenant_id: string, account_id: string, column: SealedField, text: string) {
  return encrypt(secrets, text, placeOf(tenant_id, account_id, column));
}

export function open(
  secrets: Secrets,
  tenant_id: string,
  account_id: string,
  column: SealedField,
  cipher: Buffer,
): string {
  return decrypt(secrets, cipher, placeOf(tenant_id, account_id, column));
}
