import type { By } from "../../../platform/audit/by.ts";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import { decrypt, encrypt, type Place } from "../../../platform/crypto/cipher.ts";
import type { Keyed, Secrets } from "../../../platform/crypto/secrets.ts";
import { sql_builder } from "../../../platform/db/builder.ts";
import type { Db, Tx } from "../../../platform/db/pool.ts";
import { EVERYBODY } from "../../../platform/kernel/reach.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { aboutMember, type Leaver, listPersonalData, listTraces } from "../../../platform/personal-data/registry.ts";
import { wordsOf } from "../../../platform/personal-data/words.ts";
import { listOtherNames, openClear, type OtherName, personIds, personOf } from "../../members/index.ts";
import { closeRequest } from "../requests/move-request.ts";
import { addStep, lockRequest, type SubjectRequest } from "../requests/subject-request.ts";

export const WORDS_COLUMN = "words";

const placeOf = (tenant_id: string, request_id: string): Place => ({
  tenant_id,
  table: "privacy.subject_request",
  column: WORDS_COLUMN,
  row_id: request_id,
});

/** What is left to go through after somebody has left. */
export interface TraceCursor {
  /** Which of the traces. */
  readonly trace: number;
  /** Where the page before ended. */
  readonly after: unknown;
}

/**
 * The person goes, in one transaction over all rooms; what is booked stays under the id. Their words are kept, encrypted, until
 * the texts that may name them have been gone through (`forgetTraces`).
 * @throws not_found · not_for_this_kind · request_state · guardian_needed · pool_not_empty
 */
export async function erasePerson(
  tx: Tx,
  app: Keyed,
  input: { request_id: string; by: By; approval_id: string | null; reason: string | null },
): Promise<void> {
  const { request_id, by, approval_id, reason } = input;
  const request = await lockRequest(tx, request_id, EVERYBODY);
  if (request.kind !== "erasure") throw new AppError("not_for_this_kind");
  if (request.state !== "in_progress" || request.erased_at)
    throw new AppError("request_state", { state: request.state });
  // Who asked may have become somebody else since.
  const member_id = await personOf(tx, request.member_id);
  const leavers = await leaversOf(tx, app, member_id);
  for (const leaver of leavers) for (const data of listPersonalData()) await data.erase?.(tx, app, leaver);
  const [{ needles }] = leavers;
  const recorded_at = app.runtime.clock.now();
  await tx.run(
    sql_builder
      .updateTable("privacy.subject_request")
      .set({
        erased_at: recorded_at,
        words_cipher: encrypt(app.secrets, JSON.stringify(needles), placeOf(tx.tenant_id, request_id)),
        version: request.version + 1,
      })
      .where("tenant_id", "=", tx.tenant_id)
      .where("request_id", "=", request_id),
  );
  await addStep(tx, { request_id, action: "erased", by, note: null, recorded_at });
  await recordAudit(tx, app.runtime, by, {
    action: "member.erased",
    subject: { kind: "member", id: member_id },
    after: { request_id },
    reason,
    approval_id,
  });
}

/** All rows that are this person, those merged into them first: every one of them is emptied. */
async function leaversOf(tx: Tx, app: Keyed, member_id: string): Promise<[Leaver, ...Leaver[]]> {
  const rows: { member_id: string; addresses: readonly string[]; words: readonly string[] }[] = [];
  for (const id of (await personIds(tx, member_id)).toReversed())
    rows.push({ member_id: id, ...(await knownOf(tx, app, id)) });
  const about = await aboutPerson(tx, member_id);
  const needles = [...new Set(rows.flatMap(({ words }) => words))];
  const leavers = rows.map(({ member_id: id, addresses }): Leaver => ({ member_id: id, about, addresses, needles }));
  return leavers as [Leaver, ...Leaver[]]; // the person themselves at least
}

/** How a row is reached, and what it is called. */
async function knownOf(tx: Tx, app: Keyed, member_id: string) {
  const { phone, ...clear } = await openClear(tx, app, member_id, EVERYBODY);
  const names = await listOtherNames(tx, app, member_id);
  const of = (kind: OtherName["kind"]) => names.filter((one) => one.kind === kind).map(({ value }) => value);
  const phones = [...(phone === null ? [] : [phone]), ...of("phone")];
  const other_names = names.map(({ value }) => value);
  return { addresses: [...phones, ...of("email")], words: wordsOf({ ...clear, phones, other_names }) };
}

async function aboutPerson(db: Db, member_id: string): Promise<string[]> {
  const all: string[] = [];
  for (const id of await personIds(db, member_id)) all.push(...(await aboutMember(db, id)));
  return all;
}

/** One page of what may still name them. Undefined: all was gone through, the words are gone, the request is answered. */
export async function forgetTraces(
  tx: Tx,
  app: Keyed,
  request_id: string,
  by: By,
  cursor: TraceCursor = { trace: 0, after: undefined },
): Promise<TraceCursor | undefined> {
  const request = await lockRequest(tx, request_id, EVERYBODY);
  const needles = await readWords(tx, app.secrets, request_id);
  if (!needles) return undefined;
  const traces = listTraces();
  const trace = traces[cursor.trace];
  if (!trace) {
    await finish(tx, app, request, by);
    return undefined;
  }
  const member_id = await personOf(tx, request.member_id);
  const about = await aboutPerson(tx, member_id);
  const after = await trace.page(tx, { member_id, about, addresses: [], needles }, cursor.after);
  return after === undefined ? { trace: cursor.trace + 1, after: undefined } : { trace: cursor.trace, after };
}

async function readWords(db: Db, secrets: Secrets, request_id: string): Promise<string[] | undefined> {
  const row = await db.first(
    sql_builder
      .selectFrom("privacy.subject_request")
      .select("words_cipher")
      .where("tenant_id", "=", db.tenant_id)
      .where("request_id", "=", request_id),
  );
  if (!row?.words_cipher) return undefined;
  return JSON.parse(decrypt(secrets, row.words_cipher, placeOf(db.tenant_id, request_id))) as string[];
}

async function finish(tx: Tx, app: Keyed, request: SubjectRequest, by: By): Promise<void> {
  await tx.run(
    sql_builder
      .updateTable("privacy.subject_request")
      .set({ words_cipher: null })
      .where("tenant_id", "=", tx.tenant_id)
      .where("request_id", "=", request.request_id),
  );
  await closeRequest(tx, app, request, by, null);
}
