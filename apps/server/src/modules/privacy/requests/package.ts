// All that is known about a person, as they may take it: one document for machines, one table for people.
import { createHash } from "node:crypto";
import type { By } from "../../../platform/audit/by.ts";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import type { Keyed } from "../../../platform/crypto/secrets.ts";
import type { Db, Tx } from "../../../platform/db/pool.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { listPersonalData } from "../../../platform/personal-data/registry.ts";
import { personIds, personOf } from "../../members/index.ts";
import type { Reach } from "../../../platform/kernel/reach.ts";
import { saveMove } from "./move-request.ts";
import { addStep, getRequest, lockRequest } from "./subject-request.ts";

export interface DataPackage {
  member_id: string;
  made_at: string;
  /** By room and topic. */
  data: Record<string, Record<string, readonly object[]>>;
}

async function collect(db: Db, app: Keyed, asked_id: string): Promise<DataPackage> {
  const member_id = await personOf(db, asked_id);
  const data: DataPackage["data"] = {};
  for (const { room, collect: ask } of listPersonalData()) {
    // What stands under an id that they had before a merge is theirs as well.
    for (const id of await personIds(db, member_id)) {
      const topics = await ask?.(db, app, id);
      for (const [topic, rows] of Object.entries(topics ?? {})) {
        const all = (data[room] ??= {});
        all[topic] = [...(all[topic] ?? []), ...rows];
      }
    }
  }
  return { member_id: toWireId("member", member_id), made_at: app.runtime.clock.now().toISOString(), data };
}

/** Makes the copy that answers a request for access. @throws not_found · not_for_this_kind · request_state */
export async function makePackage(
  tx: Tx,
  app: Keyed,
  input: { request_id: string; reach: Reach; by: By },
): Promise<void> {
  const { request_id, reach, by } = input;
  const request = await lockRequest(tx, request_id, reach);
  if (request.kind !== "access") throw new AppError("not_for_this_kind");
  if (request.state !== "in_progress") throw new AppError("request_state", { state: request.state });
  const made = await collect(tx, app, request.member_id);
  const package_sha256 = createHash("sha256").update(JSON.stringify(made.data)).digest();
  const package_at = app.runtime.clock.now();
  await saveMove(tx, request, { package_at, package_sha256 });
  await addStep(tx, { request_id, action: "package", by, note: null, recorded_at: package_at });
  await recordAudit(tx, app.runtime, by, {
    action: "subject_request.package_made",
    subject: { kind: "member", id: request.member_id },
    after: { request_id, sha256: package_sha256.toString("hex") },
  });
}

/** The copy as it is now; who took it stands in the log. @throws not_found · package_first */
export async function takePackage(
  tx: Tx,
  app: Keyed,
  input: { request_id: string; reach: Reach; by: By; format: "json" | "csv" },
): Promise<DataPackage> {
  const { request_id, reach, by, format } = input;
  const request = await getRequest(tx, request_id, reach);
  if (request.kind !== "access" || request.package_at === null) throw new AppError("package_first");
  await recordAudit(tx, app.runtime, by, {
    action: "subject_request.package_taken",
    subject: { kind: "member", id: request.member_id },
    after: { request_id, format },
  });
  return collect(tx, app, request.member_id);
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
/** What a spreadsheet would take for a formula stays a text. */
const cell = (text: string) => quoted(/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text);

/** One line a value: room, topic, number of the entry, field, value. With a byte order mark, for spreadsheets. */
export function packageCsv({ data }: DataPackage): string {
  const lines = Object.entries(data).flatMap(([room, topics]) =>
    Object.entries(topics).flatMap(([topic, rows]) =>
      rows.flatMap((row, index) =>
        Object.entries(row).map(([field, value]) =>
          [cell(room), cell(topic), index + 1, cell(field), cell(shown(value))].join(","),
        ),
      ),
    ),
  );
  return `\uFEFF${["room,topic,entry,field,value", ...lines].join("\r\n")}\r\n`;
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString();
  return typeof value === "string" ? value : JSON.stringify(value);
}
