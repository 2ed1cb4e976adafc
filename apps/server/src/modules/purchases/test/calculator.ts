// Story 1's arithmetic once more, written from the words of the policy and in whole numbers only.

export interface Policy {
  /** Promotions by item code, the largest counts; `holiday` applies to every line. */
  item: Record<string, bigint>;
  holiday: bigint;
  tier: readonly [bigint, bigint];
  cap: number;
}

export interface Pot {
  principal: number;
  bonus: number;
}

const floorDiv = (a: number, b: number, c: number) => Number((BigInt(a) * BigInt(b)) / BigInt(c));

/** Line after line from pot after pot, the oldest first: principal share floored. */
export function takeWallet(pots: readonly Pot[], amounts: readonly number[]): { lines: Pot[]; left: Pot[] } {
  const left = pots.map((pot) => ({ ...pot }));
  const lines = amounts.map((amount) => {
    const line = { principal: 0, bonus: 0 };
    let open = amount;
    for (const pot of left) {
      const here = Math.min(open, pot.principal + pot.bonus);
      if (here === 0) continue;
      const principal = floorDiv(here, pot.principal, pot.principal + pot.bonus);
      pot.principal -= principal;
      pot.bonus -= here - principal;
      line.principal += principal;
      line.bonus += here - principal;
      open -= here;
    }
    if (open > 0) throw new Error("the wallet is short");
    return line;
  });
  return { lines, left };
}

/** floor(own yuan × largest promotion × tier), line by line, under the cap. */
export function pointsOf(lines: readonly { item_code?: string | undefined; own: number }[], policy: Policy): number {
  let room = policy.cap;
  let points = 0;
  for (const { item_code, own } of lines) {
    const promotions = [1n, policy.holiday, policy.item[item_code ?? ""] ?? 1n];
    const best = promotions.reduce((a, b) => (a > b ? a : b));
    const earned = Number((BigInt(own) * best * policy.tier[0]) / (100n * policy.tier[1]));
    const given = Math.min(earned, room);
    room -= given;
    points += given;
  }
  return points;
}
