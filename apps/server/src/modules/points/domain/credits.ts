import type { EarningPart } from "./earning.ts";
import { type LotTimes, lotTimes } from "./expiry.ts";
import type { ProgramVersion } from "./policy.ts";

/** One part of an award as it is booked: its lot, and what of it goes to an old debt at once. */
export interface Credit {
  part: EarningPart;
  lot: LotTimes & { lot_id: string };
  repaid: number;
}

export function creditsOf(
  parts: readonly EarningPart[],
  {
    program,
    event,
    owed,
    nextId,
  }: {
    program: ProgramVersion;
    event: Omit<Parameters<typeof lotTimes>[1], "pending_days">;
    owed: number;
    nextId: () => string;
  },
): Credit[] {
  let left = owed;
  return parts.map((part) => {
    const repaid = Math.min(left, part.points);
    left -= repaid;
    const times = lotTimes(program, { ...event, pending_days: part.pending_days });
    return { part, lot: { lot_id: nextId(), ...times }, repaid };
  });
}
