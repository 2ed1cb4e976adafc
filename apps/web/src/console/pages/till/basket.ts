import { useMemo, useReducer } from "react";
import type { BusinessType, PaymentMethod, PurchaseIn, SaleType } from "../../../api/contract.ts";
import type { Possession } from "../identifier.ts";

export interface BasketLine {
  key: number;
  item_name: string;
  business_type: SaleType;
  quantity: number;
  amount_fen: number | null;
}

export interface BasketPayment {
  key: number;
  method: PaymentMethod;
  /** null: the rest of what is due. */
  amount_fen: number | null;
}

export interface Basket {
  lines: BasketLine[];
  payments: BasketPayment[];
  /** Of this attempt: a retry of the same basket carries the same key, so it is booked once. */
  attempt: string;
}

type Action =
  | { do: "line"; key: number; change: Partial<BasketLine> }
  | { do: "add_line" }
  | { do: "remove_line"; key: number }
  | { do: "payment"; key: number; change: Partial<BasketPayment> }
  | { do: "split" }
  | { do: "remove_payment"; key: number }
  | { do: "touch" };

const line = (key: number, business_type: SaleType): BasketLine => ({
  key,
  item_name: "",
  business_type,
  quantity: 1,
  amount_fen: null,
});
const attempt = () => crypto.randomUUID();
const start = (type: BusinessType): Basket => ({
  lines: [line(1, type)],
  payments: [{ key: 1, method: "wechat", amount_fen: null }],
  attempt: attempt(),
});
const nextKey = (rows: { key: number }[]) => Math.max(0, ...rows.map((r) => r.key)) + 1;
const changed = <T extends { key: number }>(rows: T[], key: number, change: Partial<T>) =>
  rows.map((r) => (r.key === key ? { ...r, ...change } : r));

function step(basket: Basket, action: Action): Basket {
  const { lines, payments } = basket;
  const fresh = { ...basket, attempt: attempt() };
  switch (action.do) {
    case "line":
      return { ...fresh, lines: changed(lines, action.key, action.change) };
    case "add_line":
      return { ...fresh, lines: [...lines, line(nextKey(lines), lines.at(-1)?.business_type ?? "ticket")] };
    case "remove_line":
      return {
        ...fresh,
        lines:
          lines.length > 1
            ? lines.filter((l) => l.key !== action.key)
            : [line(nextKey(lines), lines[0]?.business_type ?? "ticket")],
      };
    case "payment":
      return { ...fresh, payments: changed(payments, action.key, action.change) };
    case "split":
      return {
        ...fresh,
        payments: [
          ...payments.map((p) => ({ ...p, amount_fen: p.amount_fen ?? 0 })),
          { key: nextKey(payments), method: "cash", amount_fen: null },
        ],
      };
    case "remove_payment":
      return {
        ...fresh,
        payments: payments
          .filter((p) => p.key !== action.key)
          .map((p, i, rest) => (i === rest.length - 1 ? { ...p, amount_fen: null } : p)),
      };
    case "touch":
      return fresh;
  }
}

export type Dispatch = (action: Action) => void;

export function useBasket(type: BusinessType): [Basket, Dispatch] {
  return useReducer(step, type, start);
}

export const dueOf = (basket: Basket) => basket.lines.reduce((sum, l) => sum + (l.amount_fen ?? 0), 0);

/** The open payment takes what the others leave. */
export function settle(basket: Basket): { method: PaymentMethod; amount_fen: number }[] {
  const fixed = basket.payments.reduce((sum, p) => sum + (p.amount_fen ?? 0), 0);
  const rest = Math.max(0, dueOf(basket) - fixed);
  return basket.payments.map((p) => ({ method: p.method, amount_fen: p.amount_fen ?? rest }));
}

/** `shown`: the code or phone that proves the customer stands here, kept where the member is outside our data scope. */
export type Who = { member_id: string; shown: Possession | undefined } | Newcomer | undefined;

/** Whose phone nobody has, and who said yes to becoming a member with this purchase. */
export interface Newcomer {
  phone: string;
  register: NonNullable<PurchaseIn["register"]>;
}

const buyerOf = (who: Who) => {
  if (!who) return {};
  return "register" in who ? who : (who.shown ?? { member_id: who.member_id });
};

export function usePurchase(basket: Basket, who: Who, venueId: string | undefined): PurchaseIn | undefined {
  return useMemo(() => {
    const lines = basket.lines.filter((l) => l.item_name.trim() && l.amount_fen);
    if (
      !venueId ||
      lines.length === 0 ||
      lines.length < basket.lines.filter((l) => l.item_name.trim() || l.amount_fen).length
    )
      return undefined;
    return {
      ...buyerOf(who),
      venue_id: venueId,
      lines: lines.map((l) => ({
        item_name: l.item_name.trim(),
        business_type: l.business_type,
        quantity: l.quantity,
        amount_fen: l.amount_fen ?? 0,
      })),
      payments: settle(basket).filter((p) => p.amount_fen > 0),
    };
  }, [basket, who, venueId]);
}
