import { isOwnCustomer, memberParams, type Reach, reachesUnit } from "../../../platform/kernel/reach.ts";
import { z } from "zod";
import { run } from "../../../platform/db/sql.ts";
import { pageOf, readCursor } from "../../../platform/http/pages.ts";
import { route } from "../../../platform/http/route.ts";
import { wireId, zPageOf } from "../../../platform/http/schema.ts";
import { toZonedIso } from "../../../platform/kernel/dates.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { personIds } from "../../members/index.ts";
import { findPurchase, listLines, listPurchases } from "../db/purchases.gen.ts";
import { settledPayments } from "../domain/payments.ts";
import { listRefundsOf } from "../read-refunds.ts";
import { settlementOf } from "../settle.ts";
import { showRefund } from "./show-refund.ts";
import { zPurchase, zPurchaseQuery, zPurchaseRow } from "./schema.ts";

interface Head {
  purchase_id: string;
  member_id: string | null;
  venue_id: string;
  venue_name: string;
  time_zone: string;
  channel: string;
  sales_channel: string;
  out_no: string | null;
  business_time: Date;
  business_date: string;
  total_fen: number;
  refunded_fen: number;
  points: number;
  points_refunded: number;
  transaction_id: string | null;
  recorded_at: Date;
}

function showHead(row: Head) {
  return {
    purchase_id: toWireId("purchase", row.purchase_id),
    member_id: row.member_id && toWireId("member", row.member_id),
    venue_id: toWireId("venue", row.venue_id),
    venue_name: row.venue_name,
    channel: row.channel as "till" | "api" | "file",
    sales_channel: row.sales_channel,
    external_id: row.out_no,
    business_time: toZonedIso(row.business_time, row.time_zone),
    business_date: row.business_date,
    total_fen: row.total_fen,
    refunded_fen: row.refunded_fen,
    points_awarded: row.points,
    points_refunded: row.points_refunded,
    transaction_id: row.transaction_id && toWireId("transaction", row.transaction_id),
    recorded_at: row.recorded_at.toISOString(),
  };
}

const zCursor = z.tuple([z.iso.datetime(), z.uuid()]);

export const listRoute = route({
  method: "GET",
  path: "/v1/purchases",
  summary: "Purchases, newest first",
  tag: "purchases",
  access: { actors: ["staff", "api_key"], permission: "purchases:read" },
  query: zPurchaseQuery,
  response: { 200: zPageOf(zPurchaseRow) },
  errors: ["cursor_invalid"],
  handler: async ({ app, auth, query }) => {
    const [before_time, before_id] = readCursor(query.cursor, zCursor) ?? [null, null];
    const rows = await app.database.read(auth.tenant_id, async (db) =>
      run(db, listPurchases, {
        tenant_id: auth.tenant_id,
        member_ids: query.member_id === undefined ? null : await personIds(db, query.member_id),
        venue_id: query.venue_id ?? null,
        ...memberParams(auth),
        before_time: before_time === null ? null : new Date(before_time),
        before_id,
        limit: query.limit + 1,
      }),
    );
    const page = pageOf(
      rows,
      query.limit,
      (row) => [row.business_time.toISOString(), row.purchase_id],
      (row) => ({ ...showHead(row), title: row.title, member_name: row.member_name }),
    );
    return { body: page };
  },
});

/** What was bought in the caller's stores, and what their members bought elsewhere; or what one's own customers bought. */
function reachesPurchase(
  reach: Reach,
  {
    unit_id,
    home_unit_id,
    owner_staff_id,
  }: { unit_id: string; home_unit_id: string | null; owner_staff_id: string | null },
): boolean {
  if (reach.customers !== "all") return isOwnCustomer(reach, owner_staff_id);
  return reachesUnit(reach, unit_id) || reachesUnit(reach, home_unit_id ?? "");
}

export const detailRoute = route({
  method: "GET",
  path: "/v1/purchases/:purchase_id",
  summary: "A purchase with its lines and payments",
  tag: "purchases",
  access: { actors: ["staff", "api_key"], permission: "purchases:read" },
  params: z.strictObject({ purchase_id: wireId("purchase") }),
  response: { 200: zPurchase },
  errors: ["purchase_not_found"],
  handler: async ({ app, auth, params }) => {
    const { tenant_id } = auth;
    const [purchase, lines, refunds] = await app.database.read(tenant_id, (db) =>
      Promise.all([
        run(db, findPurchase, { tenant_id, ...params }),
        run(db, listLines, { tenant_id, ...params }),
        listRefundsOf(db, params.purchase_id),
      ]),
    );
    if (!purchase || !reachesPurchase(auth, purchase)) throw new AppError("purchase_not_found");
    return {
      body: {
        ...showHead(purchase),
        payments: settledPayments(settlementOf(purchase, lines)),
        refunds: refunds.map((refund) => showRefund(refund, purchase.time_zone)),
        lines: lines.map(({ points, reduced_fen: _, ...line }) => ({ ...line, points_awarded: points })),
      },
    };
  },
});
