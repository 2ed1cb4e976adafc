import { z } from "zod";
import { wireIdOut, zBusinessDate, zFen, zInstantOut, zPoints } from "../../../platform/http/schema.ts";

import { zAwardTold, zEntryWhy } from "./why-schema.ts";
import { sensitive } from "../../../platform/http/sensitive.ts";

export const zEntryFilter = z.enum(["all", "earned", "spent", "pending", "expiring"]);

const zState = z.enum(["posted", "pending"]);

export const zEntry = z
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
    state: zState,
    available_from: zInstantOut.nullable(),
    expires_at: zInstantOut.nullable(),
    trace_available: z.boolean(),
    why: zEntryWhy,
  })
  .meta({ id: "Entry" });

export const zLot = z
  .object({
    lot_id: wireIdOut("lot"),
    transaction_id: wireIdOut("transaction"),
    amount: zPoints,
    remaining: zPoints,
    earned_at: zInstantOut,
    available_from: zInstantOut,
    expires_at: zInstantOut.nullable(),
  })
  .meta({ id: "Lot" });

export const zMemberLot = z
  .object({
    lot_id: wireIdOut("lot"),
    amount: zPoints,
    remaining: zPoints,
    held: zPoints,
    earned_at: zInstantOut,
    available_from: zInstantOut,
    expires_at: zInstantOut.nullable(),
    state: zState,
    origin: z.enum(["earned", "received", "returned"]).meta({ description: "Received: from somebody else" }),
    title: z.string(),
    from_name: sensitive("name", z.string().nullable().meta({ description: "In a household's pool: who brought it" })),
    from_me: z.boolean(),
  })
  .meta({ id: "MemberLot" });

export const zTransaction = z
  .object({
    transaction_id: wireIdOut("transaction"),
    member_id: wireIdOut("member"),
    kind: z.string(),
    title: z.string(),
    business_time: zInstantOut,
    business_date: zBusinessDate,
    recorded_at: zInstantOut,
    venue_id: wireIdOut("venue").nullable(),
    venue_name: z.string().nullable(),
    source_type: z.string(),
    source_id: z.string(),
    entries: z.array(
      z.object({ asset: z.string(), entry_no: z.int().min(1), amount: zPoints, balance_after: zPoints }),
    ),
    /** For a debit: the lots it drew from. */
    drawn_from: z.array(
      z.object({
        lot_id: wireIdOut("lot"),
        asset: z.string(),
        amount: zPoints,
        expires_at: zInstantOut.nullable(),
      }),
    ),
    trace: zAwardTold.nullable().meta({ description: "Why: each rule, factor, rounding and cap" }),
  })
  .meta({ id: "Transaction" });

export const zVisit = z
  .object({
    admission_id: wireIdOut("admission"),
    kind: z.enum(["entry", "exit", "check_in"]),
    venue_name: z.string(),
    gate_name: z.string(),
    business_time: zInstantOut,
    admitted: z.boolean(),
  })
  .meta({ id: "MemberVisit" });

export const zMemberPurchase = z
  .object({
    purchase_id: wireIdOut("purchase"),
    venue_id: wireIdOut("venue"),
    venue_name: z.string(),
    business_time: zInstantOut,
    business_date: zBusinessDate,
    total_fen: sensitive("amounts", zFen),
    /** Of total_fen, what has been given back. `points` are those that are left. */
    refunded_fen: sensitive("amounts", zFen),
    points: zPoints,
  })
  .meta({ id: "MemberPurchase" });
