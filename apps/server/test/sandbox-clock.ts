// A sandbox tenant under the same fire: points that run out within hours, and a clock that is moved past their end.
import { callUntilTold, type CallTarget, type Setbacks } from "./stubborn-caller.ts";

const HOUR_MS = 3_600_000;

export interface SandboxDays {
  given: number;
  hours: number;
  unexpected: string[];
}

/** Gives points of three hours and moves the clock by two, until it is over; then past the end of all. */
export async function moveClock(
  target: CallTarget,
  { member_id, now }: { member_id: string; now: Date },
  isOver: () => boolean,
): Promise<SandboxDays> {
  const days: SandboxDays = { given: 0, hours: 0, unexpected: [] };
  const setbacks: Setbacks = { lost: 0, unavailable: 0 };
  let clock = now.getTime();
  const ask = async (request: string, body: object, fits: readonly number[]) => {
    const told = await callUntilTold(
      target,
      { request, body, key: `hour-${days.hours}-${request.split(" ")[1]}` },
      setbacks,
    );
    if (!told || !fits.includes(told.status))
      days.unexpected.push(`${request} at hour ${days.hours}: ${told?.status} ${told?.text}`);
  };
  // Moved already by a request whose answer was lost: the clock does not go backwards.
  const advance = async (hours: number) => {
    clock += hours * HOUR_MS;
    await ask("POST /v1/test_clock/advance", { to: new Date(clock).toISOString() }, [200, 422]);
    days.hours += hours;
  };
  while (!isOver()) {
    const expires_at = new Date(clock + 3 * HOUR_MS).toISOString();
    const posting = { from: { system: "issued" }, to: { member_id }, asset: "points", amount: 7, expires_at };
    const body = { kind: "campaign", title: "限时积分", external_id: `hour ${days.hours}`, postings: [posting] };
    await ask("POST /v1/transactions", body, [201]);
    days.given += 7;
    await advance(2);
  }
  await advance(48);
  return days;
}
