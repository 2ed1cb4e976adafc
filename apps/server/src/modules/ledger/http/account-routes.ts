import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import type { Db } from "../../../platform/db/pool.ts";
import { pageOf, readCursor } from "../../../platform/http/pages.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { wireId, zBusinessDate, zPage, zPageOf, zQueryFlag } from "../../../platform/http/schema.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { getTenant, tenantNow } from "../../org/index.ts";
import { dailyStatement } from "../daily-statement.ts";
import { kindText } from "../domain/kind-texts.ts";
import { requireOwners } from "../owner-types.ts";
import { type AccountRow, listAccounts } from "../read-account.ts";
import { type EntryRow, listEntries, listLots, type LotRow } from "../read.ts";
import { type Naming, namingOf } from "./naming.ts";
import { getVisibleAccount, ownerOfQuery, showOwner } from "./owners.ts";
import { zAccountEntryOut, zAccountLotOut, zAccountOut, zStatementOut } from "./schema.ts";
import { showSource } from "./show-transaction.ts";
import { READ } from "./transaction-routes.ts";

/** Lots that expire within a year are told apart; farther ones would only be noise. */
const HORIZON_MS = 366 * 86_400_000;
const horizonOf = (at: Date) => new Date(at.getTime() + HORIZON_MS);
const nowOf = async (db: Db, app: App) => tenantNow(await getTenant(db), app.runtime);

const zAccountPath = z.strictObject({ account_id: wireId("account") });
const zEntryPosition = z.tuple([z.int().min(1)]).transform(([entry_no]) => entry_no);

export const zOwnerQuery = z
  .strictObject({ member_id: wireId("member").optional(), household_id: wireId("household").optional() })
  .superRefine(({ member_id, household_id }, context) => {
    if ((member_id === undefined) === (household_id === undefined))
      context.addIssue({ code: "custom", path: ["member_id"], params: { code: "exactly_one_of" } });
  });

const accounts = route({
  method: "GET",
  path: "/v1/accounts",
  summary: "Everything a member or a household holds and owes, asset by asset",
  tag: "ledger",
  access: READ,
  query: zOwnerQuery,
  response: { 200: z.object({ data: z.array(zAccountOut) }) },
  errors: ["not_found"],
  handler: async ({ app, auth, query, language }) => {
    const naming = await namingOf(app, auth.tenant_id, language);
    const owner = ownerOfQuery(query);
    if (!owner) throw new AppError("not_found");
    const rows = await app.database.read(auth.tenant_id, async (db) => {
      await requireOwners(db, [owner], auth);
      const at = await nowOf(db, app);
      return listAccounts(db, owner.owner_id, at, horizonOf(at));
    });
    return { body: { data: rows.map(showAccount(naming)) } };
  },
});

const entries = route({
  method: "GET",
  path: "/v1/accounts/:account_id/entries",
  summary: "An account's entries with the balance after each, newest first",
  tag: "ledger",
  access: READ,
  params: zAccountPath,
  query: zPage.extend({ filter: z.enum(["all", "earned", "spent", "pending", "expiring"]).default("all") }),
  response: { 200: zPageOf(zAccountEntryOut) },
  errors: ["not_found", "cursor_invalid"],
  handler: async ({ app, auth, params, query, language }) => {
    const before_entry_no = readCursor(query.cursor, zEntryPosition) ?? null;
    const naming = await namingOf(app, auth.tenant_id, language);
    const rows = await app.database.read(auth.tenant_id, async (db) => {
      const { owner_id, asset } = await getVisibleAccount(db, params.account_id, auth);
      const at = await nowOf(db, app);
      const page = { filter: query.filter, before_entry_no, limit: query.limit + 1, at, horizon: horizonOf(at) };
      return listEntries(db, owner_id, asset, page);
    });
    return { body: pageOf(rows, query.limit, (row) => [row.entry_no], showEntry(naming)) };
  },
});

const lots = route({
  method: "GET",
  path: "/v1/accounts/:account_id/lots",
  summary: "An account's lots in the order in which they are drawn",
  tag: "ledger",
  access: READ,
  params: zAccountPath,
  query: z.strictObject({ include_empty: zQueryFlag.default(false) }),
  response: { 200: z.object({ data: z.array(zAccountLotOut) }) },
  errors: ["not_found"],
  handler: async ({ app, auth, params, query, language }) => {
    const naming = await namingOf(app, auth.tenant_id, language);
    return app.database.read(auth.tenant_id, async (db) => {
      const account = await getVisibleAccount(db, params.account_id, auth);
      const rows = await listLots(db, account.owner_id, account.asset, query.include_empty);
      return { body: { data: rows.map(showLot(naming)) } };
    });
  },
});

const statement = route({
  method: "GET",
  path: "/v1/accounts/:account_id/statement",
  summary: "An account day by day, with opening and closing balance",
  description: "By accounting date, both ends included, so that a late event never changes a day that is over.",
  tag: "ledger",
  access: READ,
  params: zAccountPath,
  query: z.strictObject({ from: zBusinessDate, to: zBusinessDate }),
  response: { 200: zStatementOut },
  errors: ["not_found"],
  handler: async ({ app, auth, params, query }) =>
    app.database.read(auth.tenant_id, async (db) => {
      const { account_id, asset } = await getVisibleAccount(db, params.account_id, auth);
      const found = await dailyStatement(db, account_id, query.from, query.to);
      return { body: { account_id: toWireId("account", account_id), asset, ...found } };
    }),
});

function showAccount(naming: Naming) {
  return (row: AccountRow) => ({
    account_id: toWireId("account", row.account_id),
    owner: showOwner(row),
    asset: row.asset,
    balance: row.balance,
    held: row.held,
    available: row.available,
    pending: row.pending,
    pending_from: naming.maybe(row.pending_from),
    debt: row.debt,
    expiring: row.expiring && { amount: row.expiring.amount, at: naming.time(row.expiring.at) },
    lifetime_credited: row.lifetime_credited,
  });
}

function showEntry(naming: Naming) {
  return (row: EntryRow) => ({
    entry_no: row.entry_no,
    transaction_id: toWireId("transaction", row.transaction_id),
    kind: row.kind,
    title: row.title || kindText(row.kind, naming.language),
    amount: row.amount,
    balance_after: row.balance_after,
    business_time: naming.time(row.business_time, row.venue_id),
    recorded_at: row.recorded_at.toISOString(),
    venue_id: row.venue_id && toWireId("venue", row.venue_id),
    venue_name: naming.venue(row.venue_id),
    source_type: row.source_type,
    source_id: showSource(row),
    available_from: naming.maybe(row.available_from),
    expires_at: naming.maybe(row.expires_at),
    remaining: row.remaining,
  });
}

function showLot(naming: Naming) {
  return (row: LotRow) => ({
    lot_id: toWireId("lot", row.lot_id),
    transaction_id: toWireId("transaction", row.transaction_id),
    amount: row.amount,
    remaining: row.remaining,
    held: row.held,
    earned_at: naming.time(row.earned_at),
    available_from: naming.time(row.available_from),
    expires_at: naming.maybe(row.expires_at),
    venue_id: row.venue_id && toWireId("venue", row.venue_id),
    venue_name: naming.venue(row.venue_id),
    origin_lot_id: row.origin_lot_id && toWireId("lot", row.origin_lot_id),
    root_owner:
      row.root_owner_type && row.root_owner_id
        ? showOwner({ owner_type: row.root_owner_type, owner_id: row.root_owner_id })
        : null,
  });
}

export const accountRoutes: Route[] = [accounts, entries, lots, statement];
