import { z } from "zod";
import {
  wireId,
  wireIdOut,
  zBusinessDate,
  zCount,
  zInstant,
  zInstantOut,
  zPoints,
  zText,
} from "../../../platform/http/schema.ts";

export const SYSTEM_SIDES = ["issued", "redeemed", "expired", "settlement", "void"] as const;

const zMemberOwner = z.strictObject({ member_id: wireId("member") });
const zHouseholdOwner = z.strictObject({ household_id: wireId("household") });
/** Whose account: a member or a household. */
export const zOwner = z.union([zMemberOwner, zHouseholdOwner]);
const zSide = z.union([zMemberOwner, zHouseholdOwner, z.strictObject({ system: z.enum(SYSTEM_SIDES) })]);

export const zOwnerOut = z.union([
  z.object({ member_id: wireIdOut("member") }),
  z.object({ household_id: wireIdOut("household") }),
  z.object({ partner_id: z.uuid() }),
  z.object({ company_id: z.uuid() }),
]);
const zSideOut = z
  .union([zOwnerOut, z.object({ system: z.enum(SYSTEM_SIDES) })])
  .nullable()
  .meta({ description: "null: an owner outside the caller's scope" });

const refuse = (context: z.core.$RefinementCtx, path: string, code: string) =>
  context.addIssue({ code: "custom", path: [path], params: { code } });

/** Points, `cny.principal`, …; what is owed of them is kept by the book itself. */
export const zAsset = z
  .string()
  .regex(/^[a-z][a-z0-9_.]{0,39}$/)
  .check((payload) => {
    if (payload.value.endsWith(".debt"))
      payload.issues.push({ code: "custom", input: payload.value, params: { code: "reserved_asset" } });
  })
  .meta({ example: "points" });
export const zAmount = z.int().min(1).meta({ description: "Whole, in the asset's smallest unit" });

/** Kinds that this book and the rooms above write themselves: a caller's transaction must not look like one of theirs. */
const RESERVED_KINDS = new Set(
  "purchase award replaced refund expiry reversal clawback transfer gift capture merge unmerge".split(" "),
);
const zKind = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/)
  .check((payload) => {
    if (RESERVED_KINDS.has(payload.value))
      payload.issues.push({ code: "custom", input: payload.value, params: { code: "reserved_kind" } });
  })
  .meta({ example: "top_up" });

const zPostingIn = z
  .strictObject({
    from: zSide,
    to: zSide,
    asset: zAsset,
    amount: zAmount,
    available_from: zInstant.optional(),
    expires_at: zInstant
      .nullable()
      .optional()
      .meta({ description: "null: never. From owner to owner without either date, each lot keeps the life it had." }),
    from_lots: z
      .array(z.strictObject({ lot_id: wireId("lot"), amount: zAmount }))
      .min(1)
      .max(200)
      .optional()
      .meta({ description: "Exactly these lots instead of the draw order; together the amount" }),
  })
  .superRefine((posting, context) => {
    const { from, to, from_lots, amount } = posting;
    if ("system" in from && "system" in to) refuse(context, "to", "no_owner");
    if (!from_lots) return;
    if ("system" in from) refuse(context, "from_lots", "lots_without_owner");
    else if (from_lots.reduce((sum, lot) => sum + lot.amount, 0) !== amount)
      refuse(context, "from_lots", "lots_not_amount");
  });
export type PostingIn = z.output<typeof zPostingIn>;
export type OwnerIn = z.output<typeof zOwner>;
export type SideIn = z.output<typeof zSide>;

const zExternalId = zText(100).meta({ description: "The caller's own number: counts once for ever" });

export const zTransactionIn = z.strictObject({
  kind: zKind,
  title: zText(200),
  external_id: zExternalId,
  venue_id: wireId("venue").optional(),
  business_time: zInstant.optional(),
  postings: z.array(zPostingIn).min(1).max(100),
});
export type TransactionIn = z.output<typeof zTransactionIn>;

export const zReversalIn = z.strictObject({
  external_id: zExternalId,
  reason: zText(200),
  lines: z
    .array(z.strictObject({ line_no: z.int().min(1).max(1000), amount: zAmount }))
    .min(1)
    .max(100)
    .optional()
    .meta({ description: "Parts of these postings; all that is left when absent" }),
  clawback: z.enum(["debt", "deduct_cash", "forgive"]).default("debt"),
});

export const zReversalOut = z
  .object({
    transaction_id: wireIdOut("transaction"),
    returned: z.array(z.object({ lot_id: wireIdOut("lot"), amount: zCount, expires_at: zInstantOut.nullable() })),
    clawed_back: zCount,
    debt: zCount,
    uncovered: zCount,
  })
  .meta({ id: "Reversal" });

/** The answer to a number that has done it before: the transaction itself tells the rest. */
export const zKnownTransaction = z
  .object({ transaction_id: wireIdOut("transaction") })
  .meta({ id: "KnownTransaction" });

export const zTransferIn = z.strictObject({
  from: zOwner,
  to: zOwner,
  asset: zAsset,
  amount: zAmount,
  kind: z.enum(["transfer", "gift"]).default("transfer"),
  external_id: zExternalId,
  title: zText(200).optional(),
});

export const zMergeIn = z.strictObject({ from: zOwner, to: zOwner, external_id: zExternalId });
export const zUnmergeIn = z.strictObject({ transaction_id: wireId("transaction"), external_id: zExternalId });

export const zHoldIn = z
  .strictObject({
    owner: zOwner,
    asset: zAsset,
    amount: zAmount,
    ttl_seconds: z.int().min(1).max(31_622_400).optional(),
    ends_at: zInstant.optional(),
    reason: zText(200),
    external_id: zExternalId,
  })
  .superRefine(({ ttl_seconds, ends_at }, context) => {
    if (ttl_seconds !== undefined && ends_at !== undefined) refuse(context, "ends_at", "at_most_one_of");
  });

export const zCaptureIn = z.strictObject({
  amount: zAmount.optional(),
  release_rest: z.boolean().default(true),
  title: zText(200).optional(),
  external_id: zExternalId,
});

const zHoldState = z.enum(["open", "captured", "released", "ended"]);
export const zHoldOut = z
  .object({
    hold_id: wireIdOut("hold"),
    owner: zOwnerOut,
    asset: z.string(),
    amount: zCount,
    captured: zCount,
    released: zCount,
    state: zHoldState,
    ends_at: zInstantOut.nullable(),
    reason: z.string(),
    external_id: z.string(),
    lots: z.array(z.object({ lot_id: wireIdOut("lot"), amount: zCount })),
  })
  .meta({ id: "Hold" });
export { zHoldState };

export const zTransactionOut = z
  .object({
    transaction_id: wireIdOut("transaction"),
    kind: z.string(),
    title: z.string(),
    member_id: wireIdOut("member").nullable().meta({ description: "The first member whose value it moved" }),
    business_time: zInstantOut,
    business_date: zBusinessDate,
    accounting_date: zBusinessDate,
    recorded_at: zInstantOut,
    venue_id: wireIdOut("venue").nullable(),
    venue_name: z.string().nullable(),
    source_type: z.string(),
    source_id: z.string(),
    postings: z.array(z.object({ line_no: zCount, from: zSideOut, to: zSideOut, asset: z.string(), amount: zCount })),
    /** What it did to the accounts that the caller may see; system sides are derived and have none. */
    entries: z.array(
      z.object({
        account_id: wireIdOut("account"),
        owner: zOwnerOut,
        asset: z.string(),
        entry_no: z.int().min(1),
        amount: zPoints,
        balance_after: zPoints,
      }),
    ),
    /** For a debit: the lots it drew from. */
    drawn_from: z.array(z.object({ lot_id: wireIdOut("lot"), amount: zPoints, expires_at: zInstantOut.nullable() })),
    reverses: wireIdOut("transaction").nullable(),
    reversed_by: z.array(wireIdOut("transaction")),
    proof: z.object({ state: z.enum(["sealed", "waiting"]), block_no: zCount.nullable() }),
    trace: z
      .record(z.string(), z.unknown())
      .nullable()
      .meta({ description: "Why: each rule, factor, rounding and cap" }),
  })
  .meta({ id: "LedgerTransaction" });

export const zAccountOut = z
  .object({
    account_id: wireIdOut("account"),
    owner: zOwnerOut,
    asset: z.string(),
    balance: zPoints,
    held: zCount,
    available: zPoints,
    pending: zCount,
    pending_from: zInstantOut.nullable(),
    debt: zCount,
    expiring: z.object({ amount: zCount, at: zInstantOut }).nullable(),
    lifetime_credited: zCount,
  })
  .meta({ id: "LedgerAccount" });

export const zAccountEntryOut = z
  .object({
    entry_no: z.int().min(1),
    transaction_id: wireIdOut("transaction"),
    kind: z.string(),
    title: z.string(),
    amount: zPoints,
    balance_after: zPoints,
    business_time: zInstantOut,
    recorded_at: zInstantOut,
    venue_id: wireIdOut("venue").nullable(),
    venue_name: z.string().nullable(),
    source_type: z.string(),
    source_id: z.string(),
    available_from: zInstantOut.nullable(),
    expires_at: zInstantOut.nullable(),
    remaining: zCount.nullable(),
  })
  .meta({ id: "AccountEntry" });

export const zAccountLotOut = z
  .object({
    lot_id: wireIdOut("lot"),
    transaction_id: wireIdOut("transaction"),
    amount: zCount,
    remaining: zCount,
    held: zCount,
    earned_at: zInstantOut,
    available_from: zInstantOut,
    expires_at: zInstantOut.nullable(),
    venue_id: wireIdOut("venue").nullable(),
    venue_name: z.string().nullable(),
    origin_lot_id: wireIdOut("lot").nullable().meta({ description: "The lot that its value came from" }),
    root_owner: zOwnerOut.nullable().meta({ description: "Who earned it, when that is not the account's owner" }),
  })
  .meta({ id: "AccountLot" });

export const zStatementOut = z
  .object({
    account_id: wireIdOut("account"),
    asset: z.string(),
    opening: zPoints,
    days: z.array(z.object({ date: zBusinessDate, in: zCount, out: zCount, closing: zPoints, entries: zCount })),
    closing: zPoints,
  })
  .meta({ id: "AccountStatement" });
