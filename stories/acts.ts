// What people do in stories, as requests: one function an act, the answer as it came.
import { randomUUID } from "node:crypto";
import type { Answer, Stage } from "./stage.ts";

export type Owner = { readonly member_id: string } | { readonly household_id: string };

export interface BillLine {
  readonly item_code?: string;
  readonly item_name?: string;
  readonly business_type?: string;
  readonly quantity?: number;
  readonly amount_fen: number;
}

export interface Bill {
  readonly member_id: string;
  readonly lines: readonly BillLine[];
  /** By default everything in cash. */
  readonly payments?: readonly { readonly method: string; readonly amount_fen: number }[];
  readonly business_time?: string;
}

export async function join(stage: Stage, name: string, more: object = {}): Promise<string> {
  const body = { name, home_unit_id: stage.stores[0]?.unit_id, source: "api", ...more };
  return String((await stage.call("POST /v1/members", { body, expect_status: 201 })).member_id);
}

export function buy(stage: Stage, { lines, payments, ...bill }: Bill): Promise<Answer> {
  const total = lines.reduce((sum, line) => sum + line.amount_fen, 0);
  const body = {
    ...bill,
    venue_id: stage.stores[0]?.venue_id,
    lines: lines.map((line) => ({ item_name: "日场票", business_type: "ticket", quantity: 1, ...line })),
    payments: payments ?? [{ method: "cash", amount_fen: total }],
  };
  return stage.call("POST /v1/purchases", { body, expect_status: 201 });
}

/** A partner's award, for money spent elsewhere. */
export function earn(stage: Stage, member_id: string, amount_fen: number): Promise<Answer> {
  const body = { member_id, amount_fen, external_id: randomUUID(), title: "合作停车" };
  return stage.call("POST /v1/points/earn", {
    body: { ...body, venue_id: stage.stores[0]?.venue_id },
    expect_status: 201,
  });
}

export interface RefundLine {
  readonly line_no: number;
  readonly quantity?: number;
  readonly amount_fen?: number;
}

export const refund = (stage: Stage, purchase_id: string, lines: readonly RefundLine[]): Promise<Answer> =>
  stage.call(`POST /v1/purchases/${purchase_id}/refunds`, { body: { lines, reason: "退票" }, expect_status: 201 });

/** Or the refusal of somebody who has too little. */
export function redeem(stage: Stage, owner: Owner, points: number, title: string): Promise<Answer> {
  const body = { ...owner, points, title, external_id: randomUUID() };
  return stage.call("POST /v1/points/redemptions", { body, expect_status: [201, 422] });
}

export interface Posting {
  readonly from: Owner | { readonly system: string };
  readonly to: Owner | { readonly system: string };
  readonly asset: string;
  readonly amount: number;
  readonly available_from?: string;
  readonly expires_at?: string | null;
}

export function post(stage: Stage, kind: string, title: string, postings: readonly Posting[]): Promise<Answer> {
  const body = { kind, title, external_id: randomUUID(), postings };
  return stage.call("POST /v1/transactions", { body, expect_status: 201 });
}

export const reverse = (stage: Stage, transaction_id: string, lines?: readonly object[]): Promise<Answer> =>
  stage.call(`POST /v1/transactions/${transaction_id}/reversals`, {
    body: { external_id: randomUUID(), reason: "取消", ...(lines ? { lines } : {}) },
    expect_status: 201,
  });

export const transfer = (stage: Stage, from: Owner, to: Owner, amount: number): Promise<Answer> =>
  stage.call("POST /v1/transfers", {
    body: { from, to, asset: "points", amount, kind: "transfer", external_id: randomUUID(), title: "家庭共享" },
    expect_status: 201,
  });

export const behave = (
  stage: Stage,
  member_id: string,
  behaviour: string,
  more: object = {},
  expect_status: number | readonly number[] = 201,
): Promise<Answer> =>
  stage.call("POST /v1/points/behaviours", {
    body: { member_id, behaviour, external_id: randomUUID(), venue_id: stage.stores[0]?.venue_id, ...more },
    expect_status,
  });

/** The owner's account of one asset; undefined when nothing ever came in. */
export async function findAccount(stage: Stage, owner: Owner, asset: string): Promise<Answer | undefined> {
  const { data } = await stage.call(`GET /v1/accounts?${new URLSearchParams({ ...owner }).toString()}`);
  return data?.find((account) => String(account.asset) === asset);
}

export async function balanceOf(stage: Stage, owner: Owner, asset = "points"): Promise<number> {
  return Number((await findAccount(stage, owner, asset))?.balance ?? 0);
}

/** What is left, in the order in which it will be drawn. */
export async function lotsOf(stage: Stage, owner: Owner, asset = "points"): Promise<Answer[]> {
  const account = await findAccount(stage, owner, asset);
  if (!account) return [];
  const { data } = await stage.call(`GET /v1/accounts/${String(account.account_id)}/lots`);
  return [...(data ?? [])].filter((lot) => Number(lot.remaining) > 0);
}
