import type { Auth } from "../../../platform/http/auth.ts";
import { addDays } from "../../../platform/kernel/dates.ts";
import { AppError } from "../../../platform/kernel/errors.ts";

const LONGEST_DAYS = 1_100;

export interface Period {
  from: string;
  to: string;
}

/** First and last day, in this order and not too far apart. `place` is where the caller wrote them. @throws period_too_long */
export function checkedPeriod({ from, to }: Period, place: "#/query" | ""): Period {
  if (from <= to && to < addDays(from, LONGEST_DAYS)) return { from, to };
  const code = "period_too_long";
  throw new AppError(code, { days: LONGEST_DAYS }, [{ pointer: `${place}/to`, code }]);
}

/** Figures that are not kept by store are for those who see all stores. @throws whole_group_only */
export function requireWholeGroup({ scope }: Auth): void {
  if (scope !== "all") throw new AppError("whole_group_only");
}
