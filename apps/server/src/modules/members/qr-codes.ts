import type { By } from "../../platform/audit/by.ts";
import { recordAudit } from "../../platform/audit/record-audit.ts";
import type { Keyed } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { businessDateOf } from "../../platform/kernel/dates.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { getTenant, tenantNow } from "../org/index.ts";
import { countQrCode, sumQrCounts } from "./db/qr.gen.ts";

export interface QrCode {
  qr_code_id: string;
  code: string;
  name: string;
  unit_id: string;
  staff_id: string | null;
  referrer_member_id: string | null;
  scene: string | null;
  created_at: Date;
  archived_at: Date | null;
}

const COLUMNS = [
  "qr_code_id",
  "code",
  "name",
  "unit_id",
  "staff_id",
  "referrer_member_id",
  "scene",
  "created_at",
  "archived_at",
] as const;

type Scope = "all" | readonly string[];

const codes = (db: Db) =>
  sql_builder.selectFrom("members.qr_code").select(COLUMNS).where("tenant_id", "=", db.tenant_id);

function visible(db: Db, scope: Scope) {
  return scope === "all" ? codes(db) : codes(db).where("unit_id", "in", [...scope]);
}

export interface QrKey {
  created_at: Date;
  qr_code_id: string;
}

/** Newest first, those after `before`. */
export function listQrCodes(
  db: Db,
  scope: Scope,
  { unit_id, archived }: { unit_id?: string | undefined; archived: boolean },
  limit: number,
  before?: QrKey,
): Promise<QrCode[]> {
  let query = visible(db, scope)
    .where("archived_at", archived ? "is not" : "is", null)
    .orderBy("created_at", "desc")
    .orderBy("qr_code_id", "desc")
    .limit(limit);
  if (unit_id !== undefined) query = query.where("unit_id", "=", unit_id);
  if (before) {
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple("created_at", "qr_code_id"), "<", tuple(before.created_at, before.qr_code_id)),
    );
  }
  return db.all(query);
}

/** @throws not_found */
export async function getQrCode(db: Db, qr_code_id: string, scope: Scope): Promise<QrCode> {
  const code = await db.first(visible(db, scope).where("qr_code_id", "=", qr_code_id));
  if (!code) throw new AppError("not_found");
  return code;
}

/** The code somebody scanned, while it counts. */
export function findQrCode(db: Db, code: string): Promise<QrCode | undefined> {
  return db.first(codes(db).where("code", "=", code).where("archived_at", "is", null));
}

export interface NewQrCode {
  name: string;
  unit_id: string;
  staff_id: string | null;
  referrer_member_id: string | null;
  scene: string | null;
}

/** Easy to read aloud and to tell apart: no vowels, no 0, 1. */
const LETTERS = "23456789bcdfghjkmnpqrstvwxz";
const CODE_LENGTH = 10;

export async function createQrCode(
  tx: Tx,
  { runtime }: { runtime: Runtime },
  input: NewQrCode,
  by: By,
): Promise<QrCode> {
  const qr_code_id = runtime.ids.next();
  const code = [...runtime.random.bytes(CODE_LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]).join("");
  await tx.run(
    sql_builder.insertInto("members.qr_code").values({
      tenant_id: tx.tenant_id,
      qr_code_id,
      code,
      ...input,
      created_by: by.actor === "staff" ? by.actor_id : null,
      created_at: runtime.clock.now(),
    }),
  );
  const { name, unit_id, staff_id, scene } = input;
  const subject = { kind: "qr_code", id: qr_code_id } as const;
  await recordAudit(tx, runtime, by, { action: "qr_code.created", subject, after: { name, unit_id, staff_id, scene } });
  return getQrCode(tx, qr_code_id, "all");
}

/** Whoever scans it afterwards is not counted; those it brought stay its own. @throws not_found */
export async function archiveQrCode(
  tx: Tx,
  { runtime }: { runtime: Runtime },
  qr_code_id: string,
  scope: Scope,
  by: By,
): Promise<void> {
  const { name } = await getQrCode(tx, qr_code_id, scope);
  await tx.run(
    sql_builder
      .updateTable("members.qr_code")
      .set({ archived_at: runtime.clock.now() })
      .where("tenant_id", "=", tx.tenant_id)
      .where("qr_code_id", "=", qr_code_id)
      .where("archived_at", "is", null),
  );
  const subject = { kind: "qr_code", id: qr_code_id } as const;
  await recordAudit(tx, runtime, by, { action: "qr_code.archived", subject, before: { name } });
}

export type QrDeed = "scans" | "followers" | "registered";

/** One more, on the tenant's today. */
export async function countQr(
  tx: Tx,
  { runtime }: Pick<Keyed, "runtime">,
  qr_code_id: string,
  deed: QrDeed,
): Promise<void> {
  const tenant = await getTenant(tx);
  const day = businessDateOf(tenantNow(tenant, runtime), tenant.time_zone);
  const { tenant_id } = tx;
  const one = { scans: 0, followers: 0, registered: 0, [deed]: 1 };
  await run(tx, countQrCode, { tenant_id, qr_code_id, day, ...one });
}

export interface QrTotals {
  scans: number;
  followers: number;
  registered: number;
}

export async function sumQr(db: Db, qr_code_ids: readonly string[]): Promise<Map<string, QrTotals>> {
  if (qr_code_ids.length === 0) return new Map();
  const rows = await run(db, sumQrCounts, { tenant_id: db.tenant_id, qr_code_ids: [...qr_code_ids] });
  return new Map(rows.map(({ qr_code_id, ...totals }) => [qr_code_id, totals]));
}
