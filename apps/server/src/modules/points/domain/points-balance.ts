/** A sum of movements between one side of the house and the owners. */
export interface Movement {
  /** After the period; otherwise in it. */
  after: boolean;
  side: "issued" | "redeemed" | "expired" | "settlement" | "void";
  kind: string;
  /** Of transactions that undo others. */
  undoes: boolean;
  /** What the owners got; what they gave is below zero. */
  net: number;
  transactions: number;
}

export const COMPONENTS = ["earned", "spent", "expired", "reversed", "adjusted"] as const;
export type Component = (typeof COMPONENTS)[number];

export type PointsBalance = Record<"opening" | Component | "closing", number> & {
  kinds: { kind: string; component: Component; points: number; transactions: number }[];
};

/** What takes points away is told as a positive number. */
const SIGN: Record<Component, 1 | -1> = { earned: 1, spent: -1, expired: -1, reversed: -1, adjusted: 1 };

/** Under which word of the statement a movement falls. Every movement falls under one, so that the sum always holds. */
export function componentOf({ side, kind, undoes, net }: Omit<Movement, "after" | "transactions">): Component {
  if (undoes) return "reversed";
  if (kind === "adjustment") return "adjusted";
  if (side === "expired") return "expired";
  // Back to the issuer without undoing a transaction: the repayment of a debt, which is a clawback that came late.
  if (side === "issued") return net > 0 ? "earned" : "reversed";
  return "spent";
}

/**
 * opening + earned − spent − expired − reversed + adjusted = closing, of everything that all owners hold: counted back from
 * what they hold now.
 */
export function balanceOf(held: number, movements: readonly Movement[]): PointsBalance {
  const balance: PointsBalance = {
    opening: 0,
    earned: 0,
    spent: 0,
    expired: 0,
    reversed: 0,
    adjusted: 0,
    closing: held,
    kinds: [],
  };
  const kinds = new Map<string, PointsBalance["kinds"][number]>();
  for (const movement of movements) {
    const { after, net, kind, transactions } = movement;
    if (after) {
      balance.closing -= net;
      continue;
    }
    const component = componentOf(movement);
    const points = net * SIGN[component];
    balance[component] += points;
    const key = `${component} ${kind}`;
    const row = kinds.get(key) ?? { kind, component, points: 0, transactions: 0 };
    kinds.set(key, row);
    row.points += points;
    row.transactions += transactions;
  }
  const { opening: _, closing, kinds: __, ...moved } = balance;
  balance.opening = COMPONENTS.reduce((sum, component) => sum - moved[component] * SIGN[component], closing);
  const order = (row: { component: Component }) => COMPONENTS.indexOf(row.component);
  balance.kinds = [...kinds.values()].sort((a, b) => order(a) - order(b) || (a.kind < b.kind ? -1 : 1));
  return balance;
}
