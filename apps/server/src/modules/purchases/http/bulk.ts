import { memberParams } from "../../../platform/kernel/reach.ts";
import type { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { run } from "../../../platform/db/sql.ts";
import type { Auth } from "../../../platform/http/auth.ts";
import { attempt, inSlices, showBulkError } from "../../../platform/http/bulk.ts";
import { BULK_BODY_LIMIT, route } from "../../../platform/http/route.ts";
import { AppError, type Language } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { businessMoment, readMoment, requireVenue, type Moment } from "../../org/index.ts";
import { commitPurchases } from "../commit-purchases.ts";
import { findBuyers } from "../db/purchases.gen.ts";
import { occasionOf } from "../../points/index.ts";
import type { CommitResult, PurchaseCommand } from "../purchase-command.ts";
import { toLine, zBulkInput, zBulkResults } from "./schema.ts";

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
    const [moment, buyers] = await Promise.all([
      readMoment(app, auth.tenant_id),
      readBuyers(app, auth, body.purchases),
    ]);
    const commands = body.purchases.map((item) => attempt(() => toCommand(item, moment, auth, buyers)));
    const outcomes = await inSlices(commands, PER_TRANSACTION, (slice) =>
      app.database.write(auth.tenant_id, (tx) => commitPurchases(tx, app.runtime, slice)),
    );
    return { body: { results: outcomes.map((outcome, index) => showResult(outcome, index, language)) } };
  },
});

/** Member ids by themselves and by external id, of those the caller may name. */
type Buyers = ReadonlyMap<string, string>;

async function readBuyers(app: App, auth: Auth, items: Item[]): Promise<Buyers> {
  const rows = await app.database.read(auth.tenant_id, (db) =>
    run(db, findBuyers, {
      tenant_id: auth.tenant_id,
      member_ids: [...new Set(items.flatMap((item) => item.member_id ?? []))],
      external_ids: [...new Set(items.flatMap((item) => item.member_external_id ?? []))],
      ...memberParams(auth),
    }),
  );
  return new Map(
    rows.flatMap((row) => [
      [row.named_id, row.member_id] as const,
      [`external ${row.external_id}`, row.member_id] as const,
    ]),
  );
}

function toCommand(item: Item, { directory, times }: Moment, auth: Auth, buyers: Buyers): PurchaseCommand {
  const venue = requireVenue(directory, auth, item.venue_id);
  const named = item.member_external_id === undefined ? item.member_id : `external ${item.member_external_id}`;
  const member_id = named === undefined ? null : buyers.get(named);
  if (member_id === undefined) throw new AppError("not_found");
  const moment = businessMoment(venue, item.business_time, times.now);
  return {
    member_id,
    venue_id: venue.venue_id,
    unit_id: venue.unit_id,
    channel: "file",
    sales_channel: item.sales_channel ?? null,
    out_no: item.external_id,
    ...moment,
    occasion: occasionOf(directory, {
      venue,
      channel: item.sales_channel ?? "file",
      business_time: moment.business_time,
    }),
    lines: item.lines.map(toLine),
    payments: item.payments,
    staff_id: null,
    claim: undefined,
    times,
  };
}

function showResult(outcome: CommitResult | AppError, index: number, language: Language): Result {
  if (outcome instanceof AppError) return showBulkError(outcome, index, language);
  if (outcome.kind === "replayed") throw new Error("bulk purchases carry no Idempotency-Key");
  const { purchase } = outcome;
  return {
    index,
    status: outcome.kind === "committed" ? "created" : "unchanged",
    purchase_id: toWireId("purchase", purchase.purchase_id),
    points_awarded: purchase.points,
  };
}
