import type { Routes } from "../../../../api/contract.ts";
import { fractionOf } from "../rule/draft.ts";
import type { ProgramData } from "./words.ts";

export type ProgramIn = Routes["PUT /v1/points/program"]["body"];

/** As people fill it: yuan, decimals and percent instead of fen, fractions and hundredths. */
export interface Fields {
  rate_points: number;
  rate_yuan: number;
  daily_cap: number | null;
  monthly_cap: number | null;
  stacking: ProgramData["stacking"];
  payments: { method: string; coefficient: number }[];
  stack_group: string;
  expiry_kind: ProgramData["expiry"]["kind"];
  months: number | null;
  pending_days: number;
  refund_grace_days: number;
  burn_on: boolean;
  burn_points: number | null;
  burn_yuan: number | null;
  wallet_split: ProgramData["wallet_split"];
  unit_cost: string;
  breakage: number;
  clawback: ProgramData["clawback"];
  adjustment_threshold: number | null;
}

export const fieldsOf = (p: ProgramData): Fields => ({
  rate_points: p.rate.points,
  rate_yuan: p.rate.per_fen / 100,
  daily_cap: p.daily_cap,
  monthly_cap: p.monthly_cap,
  stacking: p.stacking,
  payments: Object.entries(p.payment_coefficients).map(([method, f]) => ({ method, coefficient: f.num / f.den })),
  stack_group: p.stack_group ?? "",
  expiry_kind: p.expiry.kind,
  months: "months" in p.expiry ? p.expiry.months : 12,
  pending_days: p.pending_days,
  refund_grace_days: p.refund_grace_days,
  burn_on: p.burn !== null,
  burn_points: p.burn?.points ?? 100,
  burn_yuan: p.burn ? p.burn.fen / 100 : 1,
  wallet_split: p.wallet_split,
  unit_cost: p.unit_cost,
  breakage: p.breakage_bp / 100,
  clawback: p.clawback,
  adjustment_threshold: p.adjustment_threshold,
});

const expiryOf = ({ expiry_kind: kind, months }: Fields): ProgramData["expiry"] =>
  kind === "rolling_months" || kind === "last_activity" ? { kind, months: months ?? 12 } : { kind };

export const programOf = (f: Fields, version: number): ProgramIn => ({
  version,
  rate: { points: f.rate_points, per_fen: Math.round(f.rate_yuan * 100) },
  daily_cap: f.daily_cap ?? null,
  monthly_cap: f.monthly_cap ?? null,
  stacking: f.stacking,
  payment_coefficients: Object.fromEntries(f.payments.map((p) => [p.method, fractionOf(p.coefficient)])),
  stack_group: f.stack_group.trim() || null,
  expiry: expiryOf(f),
  pending_days: f.pending_days,
  refund_grace_days: f.refund_grace_days,
  burn: f.burn_on ? { points: f.burn_points ?? 1, fen: Math.round((f.burn_yuan ?? 0.01) * 100) } : null,
  wallet_split: f.wallet_split,
  unit_cost: f.unit_cost.trim(),
  breakage_bp: Math.round(f.breakage * 100),
  clawback: f.clawback,
  adjustment_threshold: f.adjustment_threshold ?? null,
});

const PLACES: Record<string, keyof Fields> = { "rate/points": "rate_points", "rate/per_fen": "rate_yuan" };
const FIRST: Record<string, keyof Fields> = {
  burn: "burn_yuan",
  expiry: "months",
  breakage_bp: "breakage",
  rate: "rate_yuan",
};

/** Where a refusal of the server stands in the form. */
export function fieldOf(pointer: string): keyof Fields {
  const path = pointer.replace(/^#?(\/body)?\//, "");
  const [first = ""] = path.split("/");
  return PLACES[path] ?? FIRST[first] ?? (first as keyof Fields);
}
