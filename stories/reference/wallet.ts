// Stored value: principal (the member's own money) and bonus, taken top-up by top-up, the oldest first.

export interface TopUp {
  readonly principal_fen: number;
  readonly bonus_fen: number;
}

export interface Share {
  readonly principal_fen: number;
  readonly bonus_fen: number;
}

export type WalletPolicy = "proportional" | "principal_first" | "bonus_first";

export interface Taken {
  readonly left: readonly TopUp[];
  /** What each amount took, in order. */
  readonly shares: readonly Share[];
  /** What was taken from each top-up. */
  readonly by_top_up: readonly Share[];
}

/** Takes the amounts one after the other. */
export function takeFrom(top_ups: readonly TopUp[], amounts: readonly number[], policy: WalletPolicy): Taken {
  const left = top_ups.map((top_up) => ({ ...top_up }));
  const shares = amounts.map((amount) => {
    let open = amount;
    const parts = left.map((top_up) => {
      const part = Math.min(open, top_up.principal_fen + top_up.bonus_fen);
      open -= part;
      const principal_fen = principalOf(top_up, part, policy);
      top_up.principal_fen -= principal_fen;
      top_up.bonus_fen -= part - principal_fen;
      return { principal_fen, bonus_fen: part - principal_fen };
    });
    return parts.reduce(together, nothing);
  });
  const by_top_up = top_ups.map((top_up, index) => apart(top_up, left[index] ?? nothing));
  return { left, shares, by_top_up };
}

function principalOf(top_up: TopUp, part: number, policy: WalletPolicy): number {
  const total = top_up.principal_fen + top_up.bonus_fen;
  if (part === 0) return 0;
  if (policy === "principal_first") return Math.min(part, top_up.principal_fen);
  if (policy === "bonus_first") return part - Math.min(part, top_up.bonus_fen);
  return Number((BigInt(part) * BigInt(top_up.principal_fen)) / BigInt(total));
}

export const nothing: Share = { principal_fen: 0, bonus_fen: 0 };

export const together = (a: Share, b: Share): Share => ({
  principal_fen: a.principal_fen + b.principal_fen,
  bonus_fen: a.bonus_fen + b.bonus_fen,
});

export const apart = (a: Share, b: Share): Share => ({
  principal_fen: a.principal_fen - b.principal_fen,
  bonus_fen: a.bonus_fen - b.bonus_fen,
});
