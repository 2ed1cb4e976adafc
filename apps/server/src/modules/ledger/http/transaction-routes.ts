import { z } from "zod";
import { pageOf, readCursor } from "../../../platform/http/pages.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { wireId, zBusinessDate, zPage, zPageOf } from "../../../platform/http/schema.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { listTransactions } from "../list-transactions.ts";
import { requireOwners } from "../owner-types.ts";
import { findBlockNumbers } from "../proof/read-proof.ts";
import { listVisibleTransactions } from "../visible-transaction.ts";
import { namingOf } from "./naming.ts";
import { getVisibleAccount, ownerOfQuery } from "./owners.ts";
import { readShownTransaction } from "./read-shown.ts";
import { zTransactionOut } from "./schema.ts";
import { showTransaction } from "./show-transaction.ts";

/** What belongs to somebody, for whoever may see them. */
export const READ = { actors: ["staff", "api_key"], permission: "points:read" } as const;
const zExpand = z.enum(["trace"]).optional();
const zPosition = z.tuple([z.uuid()]).transform(([id]) => id);

const list = route({
  method: "GET",
  path: "/v1/transactions",
  summary: "Transactions, newest first",
  description:
    "Of a member, a household or an account; without any of them of the whole group, which needs it as scope. `from` and `to` are business dates, both included.",
  tag: "ledger",
  access: READ,
  query: zPage
    .extend({
      member_id: wireId("member").optional(),
      household_id: wireId("household").optional(),
      account_id: wireId("account").optional(),
      kind: z.string().min(1).max(40).optional(),
      source_type: z.string().min(1).max(40).optional(),
      from: zBusinessDate.optional(),
      to: zBusinessDate.optional(),
      expand: zExpand,
    })
    .superRefine(({ member_id, household_id }, context) => {
      if (member_id !== undefined && household_id !== undefined)
        context.addIssue({ code: "custom", path: ["household_id"], params: { code: "at_most_one_of" } });
    }),
  response: { 200: zPageOf(zTransactionOut) },
  errors: ["not_found", "cursor_invalid", "owner_required"],
  handler: async ({ app, auth, query, language }) => {
    const { cursor, limit, expand, member_id, household_id, account_id, ...narrower } = query;
    const before_transaction_id = readCursor(cursor, zPosition) ?? null;
    const naming = await namingOf(app, auth.tenant_id, language);
    return app.database.read(auth.tenant_id, async (db) => {
      const owner = ownerOfQuery({ member_id, household_id });
      if (owner) await requireOwners(db, [owner], auth);
      if (account_id !== undefined) await getVisibleAccount(db, account_id, auth);
      if (!owner && account_id === undefined && auth.scope !== "all")
        throw new AppError("owner_required", {}, [{ pointer: "#/query/member_id", code: "owner_required" }]);
      const filters = { ...given(narrower), ...given({ owner_id: owner?.owner_id, account_id }) };
      const rows = await listTransactions(db, filters, { limit: limit + 1, before_transaction_id });
      const ids = rows.map((row) => row.transaction_id);
      const [found, blocks] = [
        await listVisibleTransactions(db, ids.slice(0, limit), auth),
        await findBlockNumbers(db, ids),
      ];
      const { next_cursor } = pageOf(
        ids,
        limit,
        (id) => [id],
        (id) => id,
      );
      const data = found.map((one) =>
        showTransaction(naming, one, blocks.get(one.transaction.transaction_id), expand === "trace"),
      );
      return { body: { data, next_cursor } };
    });
  },
});

/** Without what was not given. */
function given<T extends object>(filters: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

const one = route({
  method: "GET",
  path: "/v1/transactions/:transaction_id",
  summary: "A transaction, why it is what it is, and whether it is sealed",
  tag: "ledger",
  access: READ,
  params: z.strictObject({ transaction_id: wireId("transaction") }),
  query: z.strictObject({ expand: zExpand.meta({ description: "The trace comes along either way" }) }),
  response: { 200: zTransactionOut },
  errors: ["not_found"],
  handler: async ({ app, auth, params: { transaction_id }, language }) => {
    const naming = await namingOf(app, auth.tenant_id, language);
    return {
      body: await app.database.read(auth.tenant_id, (db) => readShownTransaction(naming, db, { auth, transaction_id })),
    };
  },
});

export const transactionRoutes: Route[] = [list, one];
