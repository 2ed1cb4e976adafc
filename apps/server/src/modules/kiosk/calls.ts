import type { By } from "../../platform/audit/by.ts";
import { recordAudit } from "../../platform/audit/record-audit.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import { AppError, type Language } from "../../platform/kernel/errors.ts";
import type { Reach } from "../../platform/kernel/reach.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";

/** Where somebody was when they called. */
export const SCREENS = ["attract", "home", "identify", "register", "sheet", "bind"] as const;
export type Screen = (typeof SCREENS)[number];

export interface KioskCall {
  call_id: string;
  device_id: string;
  unit_id: string;
  language: Language;
  screen: Screen;
  called_at: Date;
  answered_at: Date | null;
  answered_by: string | null;
  cancelled_at: Date | null;
}

type Timed = { runtime: Runtime };

/** Whoever waited so long has gone. */
const WAIT_MINUTES = 15;
/** How long a kiosk goes on saying that somebody comes. */
const COMING_MINUTES = 3;
const LONGEST_LIST = 50;

const COLUMNS = [
  "call_id",
  "device_id",
  "unit_id",
  "language",
  "screen",
  "called_at",
  "answered_at",
  "answered_by",
  "cancelled_at",
] as const;

const calls = (db: Db) => sql_builder.selectFrom("kiosk.call").select(COLUMNS).where("tenant_id", "=", db.tenant_id);
const minutesBefore = ({ runtime }: Timed, minutes: number) =>
  new Date(runtime.clock.now().getTime() - minutes * 60_000);
/** The database keeps both as plain text; only ours are ever written. */
const read = (row: Omit<KioskCall, "language" | "screen"> & { language: string; screen: string }) => row as KioskCall;

export type CallState = "waiting" | "answered" | "over";

export function stateOf({ runtime }: Timed, call: KioskCall): CallState {
  if (call.answered_at) return "answered";
  const is_old = call.called_at < minutesBefore({ runtime }, WAIT_MINUTES);
  return call.cancelled_at || is_old ? "over" : "waiting";
}

export interface NewCall {
  device_id: string;
  unit_id: string;
  language: Language;
  screen: Screen;
}

/** Asks for somebody; who has asked already goes on waiting. */
export async function callStaff(tx: Tx, app: Timed, input: NewCall): Promise<KioskCall> {
  await cancelCall(tx, app, input.device_id, minutesBefore(app, WAIT_MINUTES));
  await tx.run(
    sql_builder
      .insertInto("kiosk.call")
      .values({
        tenant_id: tx.tenant_id,
        call_id: app.runtime.ids.next(),
        ...input,
        called_at: app.runtime.clock.now(),
      })
      .onConflict((conflict) => conflict.doNothing()),
  );
  const waiting = await currentCall(tx, app, input.device_id);
  if (!waiting) throw new AppError("not_found");
  return waiting;
}

/** What a kiosk says of its newest call: that it waits, or that somebody comes. */
export async function currentCall(db: Db, app: Timed, device_id: string): Promise<KioskCall | undefined> {
  const row = await db.first(
    calls(db)
      .where("device_id", "=", device_id)
      .where("cancelled_at", "is", null)
      .where("called_at", ">=", minutesBefore(app, WAIT_MINUTES))
      .where((eb) =>
        eb.or([eb("answered_at", "is", null), eb("answered_at", ">=", minutesBefore(app, COMING_MINUTES))]),
      )
      .orderBy("called_at", "desc")
      .orderBy("call_id", "desc")
      .limit(1),
  );
  return row && read(row);
}

/** Nobody need come any more. */
export async function cancelCall(tx: Tx, { runtime }: Timed, device_id: string, called_before?: Date): Promise<void> {
  const waiting = sql_builder
    .updateTable("kiosk.call")
    .set({ cancelled_at: runtime.clock.now() })
    .where("tenant_id", "=", tx.tenant_id)
    .where("device_id", "=", device_id)
    .where("answered_at", "is", null)
    .where("cancelled_at", "is", null);
  await tx.run(called_before ? waiting.where("called_at", "<", called_before) : waiting);
}

function within(db: Db, { scope }: Pick<Reach, "scope">) {
  return scope === "all" ? calls(db) : calls(db).where("unit_id", "in", [...scope]);
}

/** Those who wait, the longest first; otherwise the last ones, newest first. */
export async function listCalls(
  db: Db,
  app: Timed,
  reach: Pick<Reach, "scope">,
  waiting: boolean,
): Promise<KioskCall[]> {
  const open = within(db, reach)
    .where("answered_at", "is", null)
    .where("cancelled_at", "is", null)
    .where("called_at", ">=", minutesBefore(app, WAIT_MINUTES))
    .orderBy("called_at")
    .orderBy("call_id");
  const all = within(db, reach).orderBy("called_at", "desc").orderBy("call_id", "desc");
  return (await db.all((waiting ? open : all).limit(LONGEST_LIST))).map(read);
}

/** Says that somebody comes. @throws not_found · kiosk_call_over */
export async function answerCall(
  tx: Tx,
  app: Timed,
  call_id: string,
  { by, reach }: { by: By; reach: Pick<Reach, "scope"> },
): Promise<KioskCall> {
  const row = await tx.first(within(tx, reach).where("call_id", "=", call_id).forNoKeyUpdate());
  if (!row) throw new AppError("not_found");
  const call = read(row);
  if (stateOf(app, call) !== "waiting") throw new AppError("kiosk_call_over");
  const answer = { answered_at: app.runtime.clock.now(), answered_by: by.actor === "staff" ? by.actor_id : null };
  await tx.run(
    sql_builder
      .updateTable("kiosk.call")
      .set(answer)
      .where("tenant_id", "=", tx.tenant_id)
      .where("call_id", "=", call_id),
  );
  await recordAudit(tx, app.runtime, by, {
    action: "kiosk_call.answered",
    subject: { kind: "kiosk_call", id: call_id },
  });
  return { ...call, ...answer };
}
