// What people do with points and money while the power goes: each act as a request, and what is learnt from its answer.
import type { Dice } from "../../../stories/dice.ts";

export type Json = { readonly [field: string]: Json } & readonly Json[];

/** One customer at a till: nobody else spends what is theirs, though anybody may give them something. */
export interface Customer {
  readonly member_id: string;
  readonly dice: Dice;
  readonly purchases: { readonly purchase_id: string; left: number }[];
  readonly holds: string[];
  /** Spendings and gifts that may yet be undone. */
  readonly spendings: string[];
  /** Adjustments that wait for a second person. */
  readonly waiting: string[];
}

export interface Shop {
  readonly venue_id: string;
  readonly customers: readonly Customer[];
}

export interface Act {
  readonly name: string;
  readonly request: string;
  readonly body: object;
  /** A second person, signed in, instead of the key. */
  readonly by_staff?: boolean;
  readonly learn?: (answer: Json) => void;
}

/** `serial` makes what must be unique. Undefined: there is nothing to do that with. */
type Plan = (customer: Customer, shop: Shop, serial: string) => Act | undefined;

const plans: readonly Plan[] = [
  topUp,
  giveShortLived,
  earn,
  buyInCash,
  buyFromWallet,
  refund,
  redeem,
  hold,
  hold,
  capture,
  release,
  transfer,
  reverse,
  adjust,
  adjustMuch,
  approve,
];

export function nextAct(customer: Customer, shop: Shop, serial: string): Act {
  for (;;) {
    const act = customer.dice.oneOf(plans)(customer, shop, serial);
    if (act) return act;
  }
}

const issued = { system: "issued" };

function topUp({ member_id, dice }: Customer, _: Shop, serial: string): Act {
  const issue = (asset: string, amount: number) => ({
    from: issued,
    to: { member_id },
    asset,
    amount,
    expires_at: null,
  });
  const postings = [issue("cny.principal", dice.between(1_000, 20_000)), issue("cny.bonus", dice.between(1, 5_000))];
  const body = { kind: "top_up", title: "储值", external_id: serial, postings };
  return { name: "top-up", request: "POST /v1/transactions", body };
}

/** Points that the worker's timer takes away soon after. */
function giveShortLived({ member_id, dice }: Customer, _: Shop, serial: string): Act {
  const expires_at = new Date(Date.now() + dice.between(500, 4_000)).toISOString();
  const posting = { from: issued, to: { member_id }, asset: "points", amount: dice.between(1, 200), expires_at };
  const body = { kind: "campaign", title: "限时积分", external_id: serial, postings: [posting] };
  return { name: "short-lived points", request: "POST /v1/transactions", body };
}

function earn({ member_id, dice }: Customer, { venue_id }: Shop, serial: string): Act {
  const body = { member_id, venue_id, amount_fen: dice.between(100, 9_000), external_id: serial, title: "合作停车" };
  return { name: "earn", request: "POST /v1/points/earn", body };
}

function buyInCash(customer: Customer, shop: Shop, serial: string): Act {
  return buy(customer, shop, serial, "cash");
}

function buyFromWallet(customer: Customer, shop: Shop, serial: string): Act {
  return buy(customer, shop, serial, "wallet");
}

function buy({ member_id, dice, purchases }: Customer, { venue_id }: Shop, serial: string, method: string): Act {
  const quantity = dice.between(1, 4);
  const amount_fen = quantity * dice.between(100, 3_000);
  const line = { item_name: "日场票", business_type: "ticket", quantity, amount_fen };
  return {
    name: `purchase by ${method}`,
    request: "POST /v1/purchases",
    body: { member_id, venue_id, external_id: serial, lines: [line], payments: [{ method, amount_fen }] },
    learn: ({ purchase_id }) => purchases.push({ purchase_id: String(purchase_id), left: quantity }),
  };
}

function refund({ purchases, dice }: Customer, _: Shop, serial: string): Act | undefined {
  const purchase = purchases.find(({ left }) => left > 0);
  if (!purchase) return undefined;
  const quantity = dice.between(1, purchase.left);
  return {
    name: "refund",
    request: `POST /v1/purchases/${purchase.purchase_id}/refunds`,
    body: { lines: [{ line_no: 1, quantity }], reason: "退票", external_id: serial },
    learn: () => void (purchase.left -= quantity),
  };
}

function redeem({ member_id, dice, spendings }: Customer, { venue_id }: Shop, serial: string): Act {
  return {
    name: "redeem",
    request: "POST /v1/points/redemptions",
    body: { member_id, venue_id, points: dice.between(1, 60), title: "纪念杯", external_id: serial },
    learn: ({ transaction_id }) => spendings.push(String(transaction_id)),
  };
}

/** Some end by themselves within seconds. */
function hold({ member_id, dice, holds }: Customer, _: Shop, serial: string): Act {
  const ttl_seconds = dice.oneOf([1, 2, 3_600]);
  return {
    name: "hold",
    request: "POST /v1/holds",
    body: {
      owner: { member_id },
      asset: "points",
      amount: dice.between(1, 50),
      ttl_seconds,
      reason: "预订",
      external_id: serial,
    },
    learn: ({ hold_id }) => holds.push(String(hold_id)),
  };
}

function capture({ dice, holds }: Customer, _: Shop, serial: string): Act | undefined {
  const hold_id = holds.pop();
  if (hold_id === undefined) return undefined;
  const part = dice.oneOf([{}, { amount: 1 }]);
  return { name: "capture", request: `POST /v1/holds/${hold_id}/capture`, body: { ...part, external_id: serial } };
}

function release({ holds }: Customer): Act | undefined {
  const hold_id = holds.pop();
  if (hold_id === undefined) return undefined;
  return { name: "release", request: `POST /v1/holds/${hold_id}/release`, body: {} };
}

function transfer({ member_id, dice, spendings }: Customer, { customers }: Shop, serial: string): Act | undefined {
  const to = dice.oneOf(customers).member_id;
  if (to === member_id) return undefined;
  return {
    name: "transfer",
    request: "POST /v1/transfers",
    body: {
      from: { member_id },
      to: { member_id: to },
      asset: "points",
      amount: dice.between(1, 40),
      kind: "gift",
      external_id: serial,
      title: "转赠",
    },
    learn: ({ transaction_id }) => spendings.push(String(transaction_id)),
  };
}

function reverse({ spendings }: Customer, _: Shop, serial: string): Act | undefined {
  const transaction_id = spendings.shift();
  if (transaction_id === undefined) return undefined;
  return {
    name: "reversal",
    request: `POST /v1/transactions/${transaction_id}/reversals`,
    body: { external_id: serial, reason: "取消" },
  };
}

function adjust({ member_id, dice }: Customer, _: Shop, serial: string): Act {
  const points = dice.oneOf([dice.between(1, 80), -dice.between(1, 20)]);
  return {
    name: "adjustment",
    request: "POST /v1/points/adjustments",
    body: { member_id, points, reason: "补录", external_id: serial },
  };
}

function adjustMuch({ member_id, dice, waiting }: Customer, _: Shop, serial: string): Act {
  return {
    name: "adjustment for a second person",
    request: "POST /v1/points/adjustments",
    body: { member_id, points: dice.between(1_001, 1_200), reason: "历史积分", external_id: serial },
    learn: ({ adjustment_id }) => waiting.push(String(adjustment_id)),
  };
}

function approve({ waiting }: Customer): Act | undefined {
  const adjustment_id = waiting.shift();
  if (adjustment_id === undefined) return undefined;
  const request = `POST /v1/points/adjustments/${adjustment_id}/approve`;
  return { name: "approval", request, body: {}, by_staff: true };
}
