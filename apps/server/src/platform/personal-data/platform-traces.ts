// What the platform itself keeps about people: the log of audits, the event log, kept answers of repeatable requests.
import { sql_builder } from "../db/builder.ts";
import type { Tx } from "../db/pool.ts";
import { decodeUuid } from "../kernel/base32.ts";
import { toWireId } from "../kernel/ids.ts";
import { type Leaver, registerPersonalData } from "./registry.ts";

const EVENTS_A_PAGE = 20_000;
const ANSWERS_A_PAGE = 5_000;
const GONE = "▇▇";
const NO_ID = "00000000-0000-0000-0000-000000000000";
/** Long enough to be one person's alone. */
const NUMBER = /\d{8}/;

registerPersonalData({
  room: "platform",
  tables: {
    "platform.audit_entry": "cleared",
    "platform.event": "cleared",
    "platform.outbox": "cleared",
    "platform.idempotency_key": "cleared",
    "platform.approval": "cleared",
    "platform.request_log": "cleared",
  },
  async erase(tx, _app, { member_id, about, needles }) {
    const { tenant_id } = tx;
    const values = [tenant_id, about, needles];
    await tx.query({
      text: "select platform.redact_audit($1, $2, $3, $4)",
      values: [tenant_id, member_id, about, needles],
    });
    await tx.query({ text: "select platform.redact_outbox($1, $2, $3)", values });
    await tx.query({ text: "select platform.redact_approvals($1, $2, $3)", values });
  },
  sealed: [{ table: "platform.file_chunk", key: ["file_id", "chunk_no"], cipher: "content_cipher", place: "content" }],
  traces: [
    { name: "events", page: redactEvents },
    { name: "answers", page: redactAnswers },
    { name: "requests", page: redactRequestLog },
  ],
});

async function redactEvents(tx: Tx, { about, needles }: Leaver, after: unknown): Promise<unknown> {
  const [page] = await tx.query<{ last: number | null }>({
    text: "select platform.redact_events($1, $2, $3, $4, $5) as last",
    values: [tx.tenant_id, about, needles, after ?? 0, EVENTS_A_PAGE],
  });
  return page?.last ?? undefined;
}

/** The log of requests hides what schemas mark; free words and a caller's own numbers are looked for here. */
async function redactRequestLog(tx: Tx, leaver: Leaver, after: unknown): Promise<unknown> {
  const { tenant_id } = tx;
  const about = new Set(leaver.about);
  const rows = await tx.query<{ logged_request_id: string; text: string | null }>({
    text: `select l.logged_request_id, case when platform.mentions(t.text, $2) then t.text end as text
           from platform.request_log l
           cross join lateral (select concat(l.path, l.query, l.request_body, l.response_body, l.idempotency_key) as text) t
           where l.tenant_id = $1 and l.logged_request_id > $3 order by l.logged_request_id limit $4`,
    values: [tenant_id, leaver.needles, after ?? NO_ID, ANSWERS_A_PAGE],
  });
  const found = rows.filter(({ text }) => text !== null && isAbout(text, about, leaver.needles));
  await tx.execute({
    text: `update platform.request_log
           set path = platform.redact(path, $3), query = platform.redact(query, $3), request_body = platform.redact(request_body, $3),
               response_body = platform.redact(response_body, $3), idempotency_key = platform.redact(idempotency_key, $3)
           where tenant_id = $1 and logged_request_id = any ($2)`,
    values: [tenant_id, found.map((row) => row.logged_request_id), leaver.needles],
  });
  return rows.length === ANSWERS_A_PAGE ? rows.at(-1)?.logged_request_id : undefined;
}

interface AnswerKey {
  route: string;
  key: string;
}

/** Answers about the person: their words, and what stands in the fields of the object that is them. */
async function redactAnswers(tx: Tx, leaver: Leaver, after: unknown): Promise<unknown> {
  const { tenant_id } = tx;
  const { needles } = leaver;
  const wire_id = toWireId("member", leaver.member_id);
  const about = new Set(leaver.about);
  // The answer of the page before, which was one of these.
  const { route, key } = (after ?? { route: "", key: "" }) as AnswerKey;
  const rows = await tx.query<AnswerKey & { body: string | null; key_mentions: boolean }>({
    text: `select route, key, platform.mentions(key, $5) as key_mentions,
                  case when strpos(body, $4) > 0 or platform.mentions(body, $5) then body end as body
           from platform.idempotency_key where tenant_id = $1 and (route, key) > ($2, $3) order by route, key limit $6`,
    values: [tenant_id, route, key, wire_id, needles, ANSWERS_A_PAGE],
  });
  for (const row of rows) {
    const here = { tenant_id, route: row.route, key: row.key };
    const kept = sql_builder.updateTable("platform.idempotency_key").where((eb) => eb.and(here));
    if (row.key_mentions) await tx.run(sql_builder.deleteFrom("platform.idempotency_key").where((eb) => eb.and(here)));
    else if (row.body !== null && isAbout(row.body, about, needles))
      await tx.run(kept.set({ body: redactAnswer(row.body, wire_id, needles) }));
  }
  const last = rows.at(-1);
  return rows.length === ANSWERS_A_PAGE && last ? { route: last.route, key: last.key } : undefined;
}

/** A name alone may be somebody else's: a text is about a person when it names an id that is, or a number of theirs. */
function isAbout(body: string, about: ReadonlySet<string>, needles: readonly string[]): boolean {
  if (needles.some((needle) => NUMBER.test(needle) && body.includes(needle))) return true;
  return (body.match(/\b[a-z]{3}_[0-7][0-9a-hjkmnp-tv-z]{25}\b/g) ?? []).some((id) => {
    const uuid = decodeUuid(id, 4);
    return uuid !== undefined && about.has(uuid);
  });
}

/** Also under a name they no longer had. */
const PERSONAL = new Set(["name", "member_name", "phone_masked", "phone", "card_no", "member_card_no", "external_id"]);
const FORGOTTEN = new Set(["birth", "birthday", "next_birthday", "id_number_masked"]);

function redactAnswer(body: string, wire_id: string, needles: readonly string[]): string {
  const patterns = needles.map(patternOf);
  const redact = (text: string) => patterns.reduce((left: string, pattern) => left.replaceAll(pattern, GONE), text);
  return JSON.stringify(blank(JSON.parse(body) as unknown, wire_id, redact));
}

/** As `platform.word_pattern` has it: what is short and Latin is a word of its own. */
const patternOf = (needle: string): string | RegExp =>
  /^[0-9A-Za-z]{1,7}$/.test(needle) ? new RegExp(`(?<![0-9A-Za-z])${needle}(?![0-9A-Za-z])`, "g") : needle;

/** Only texts are words about somebody: a number that looks like theirs is an amount. */
function blank(value: unknown, wire_id: string, redact: (text: string) => string): unknown {
  if (typeof value === "string") return redact(value);
  if (Array.isArray(value)) return value.map((one) => blank(one, wire_id, redact));
  if (typeof value !== "object" || value === null) return value;
  const about = Object.values(value).includes(wire_id);
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]) => {
      if (about && FORGOTTEN.has(field)) return [field, null];
      if (about && PERSONAL.has(field) && typeof inner === "string") return [field, GONE];
      return [field, blank(inner, wire_id, redact)];
    }),
  );
}
