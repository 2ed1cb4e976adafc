import type { z } from "zod";
import { BULK_BODY_LIMIT, route } from "../../../platform/http/route.ts";
import { AppError, fillText, findErrorSpec, type Language } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { commitPurchases, type CommitResult, type PurchaseCommand } from "../commit-purchases.ts";
import { findMembersByExternalId } from "../db/purchases.gen.ts";
import { run } from "../../../platform/db/sql.ts";
import { businessMoment, readMoment, requireVenue, type Moment } from "../prepare.ts";
import type { App } from "../../../platform/app.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { zBulkInput, zBulkResults } from "./schema.ts";

/** Purchases per transaction: long enough to share its cost, short enough not to keep other buyers waiting. */
const PER_TRANSACTION = 250;

type Item = z.output<typeof zBulkInput>["purchases"][number];
type Result = z.output<typeof zBulkResults>["results"][number];

export const bulkRoute = route({
  method: "POST",
  path: "/v1/purchases/bulk",
  summary: "Up to 1,000 purchases from a file or another system; each by its external_id once for ever",
  tag: "purchases",
  access: { actors: ["api_key"], permission: "purchases:write" },
  body: zBulkInput,
  response: { 200: zBulkResults },
  body_limit: BULK_BODY_LIMIT,
  handler: async ({ app, auth, body, language }) => {
    const moment = await readMoment(app, auth.tenant_id);
    const members = await membersByExternalId(app, auth, body.purchases);
    const commands = body.purchases.map((item) => attempt(() => toCommand(item, moment, auth, members)));
    const results: Result[] = [];
    for (let start = 0; start < commands.length; start += PER_TRANSACTION) {
      const slice = commands.slice(start, start + PER_TRANSACTION);
      const outcomes = await commitSlice(app, auth.tenant_id, slice);
      results.push(...outcomes.map((outcome, index) => showResult(outcome, start + index, language)));
    }
    return { body: { results } };
  },
});

function attempt<T>(work: () => T): T | AppError {
  try {
    return work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

async function membersByExternalId(app: App, auth: Auth, items: Item[]): Promise<ReadonlyMap<string, string>> {
  const external_ids = [...new Set(items.flatMap((item) => item.member_external_id ?? []))];
  if (external_ids.length === 0) return new Map();
  const unit_ids = auth.scope === "all" ? null : [...auth.scope];
  const rows = await app.database.read(auth.tenant_id, (db) => run(db, findMembersByExternalId, { tenant_id: auth.tenant_id, external_ids, unit_ids }));
  return new Map(rows.map((row) => [row.external_id as string, row.member_id]));
}

function toCommand(item: Item, { directory, times }: Moment, auth: Auth, members: ReadonlyMap<string, string>): PurchaseCommand {
  const venue = requireVenue(directory, auth, item.venue_id);
  const member_id = item.member_external_id === undefined ? item.member_id : members.get(item.member_external_id);
  if (item.member_external_id !== undefined && member_id === undefined) throw new AppError("member_not_found");
  return {
    member_id: member_id ?? null,
    venue_id: venue.venue_id,
    unit_id: venue.unit_id,
    channel: "file",
    out_no: item.external_id,
    ...businessMoment(venue, item.business_time, times.now),
    lines: item.lines.map((line) => ({ ...line, item_code: line.item_code ?? null })),
    payments: item.payments,
    staff_id: null,
    claim: undefined,
    times,
  };
}

async function commitSlice(app: App, tenant_id: string, slice: (PurchaseCommand | AppError)[]): Promise<(CommitResult | AppError)[]> {
  const commands = slice.filter((command) => !(command instanceof AppError)) as PurchaseCommand[];
  const committed = await app.database.write(tenant_id, (tx) => commitPurchases(tx, app.runtime, commands));
  const outcomes = committed[Symbol.iterator]();
  return slice.map((command) => (command instanceof AppError ? command : (outcomes.next().value as CommitResult | AppError)));
}

function showResult(outcome: CommitResult | AppError, index: number, language: Language): Result {
  if (outcome instanceof AppError) {
    const spec = findErrorSpec(outcome.code);
    const detail = fillText(spec?.detail[language] ?? outcome.code, outcome.data);
    return { index, status: spec?.status === 422 ? "refused" : "failed", error: { code: outcome.code, detail } };
  }
  if (outcome.kind === "replayed") throw new Error("bulk purchases carry no Idempotency-Key");
  const { purchase } = outcome;
  return {
    index,
    status: outcome.kind === "committed" ? "created" : "unchanged",
    purchase_id: toWireId("purchase", purchase.purchase_id),
    points_awarded: purchase.points,
  };
}
