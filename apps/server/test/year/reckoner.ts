// What a person with pencil and paper would expect of the year: no code of the server, days and programmes by hand.

export interface Programme {
  version: number;
  points: number;
  per_fen: number;
  daily_cap: number;
  /** From this instant on. */
  from: string;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The 04:00 cut-off in Shanghai: the day of UTC+4. */
const businessDay = (at: string) => new Date(Date.parse(at) + 4 * HOUR_MS).toISOString().slice(0, 10);

/** Midnight in Shanghai that begins a day. */
const shanghaiMidnight = (day: string) => Date.parse(`${day}T00:00:00+08:00`);

interface Lot {
  member_id: string;
  points: number;
  expires_at: number;
}

export interface Reckoner {
  setProgramme(programme: Programme): void;
  /** The points of a purchase at `business_time` that arrives at `now`; both in RFC 3339. */
  award(member_id: string, amounts: readonly number[], business_time: string, now: string): number;
  /** What a member may spend at an instant. */
  available(member_id: string, at: string): number;
  /** The instants at which something runs out, in order, up to `until`. */
  expiries(until: string): string[];
}

export function createReckoner(): Reckoner {
  const programmes: Programme[] = [];
  const days = new Map<string, number>();
  const lots: Lot[] = [];
  return {
    setProgramme: (programme) => void programmes.unshift(programme),
    award(member_id, amounts, business_time, now) {
      const at = Date.parse(business_time);
      const programme = programmes.find(({ from }) => Date.parse(from) <= at);
      if (!programme) throw new Error(`no programme at ${business_time}`);
      const day = businessDay(business_time);
      const used = days.get(`${member_id} ${day}`) ?? 0;
      const earned = amounts.reduce((sum, fen) => sum + Math.floor((fen * programme.points) / programme.per_fen), 0);
      const points = Math.min(earned, Math.max(0, programme.daily_cap - used));
      if (points > 0) {
        days.set(`${member_id} ${day}`, used + points);
        lots.push({ member_id, points, expires_at: expiry(day, Date.parse(now)) });
      }
      return points;
    },
    available: (member_id, at) =>
      lots
        .filter((lot) => lot.member_id === member_id && lot.expires_at > Date.parse(at))
        .reduce((sum, lot) => sum + lot.points, 0),
    expiries: (until) =>
      [...new Set(lots.map((lot) => lot.expires_at))]
        .filter((at) => at <= Date.parse(until))
        .sort((a, b) => a - b)
        .map((at) => new Date(at).toISOString()),
  };
}

/** The end of the year after; what would be over on arrival has thirty more days, to the end of the last of them. */
function expiry(day: string, now: number): number {
  const regular = shanghaiMidnight(`${Number(day.slice(0, 4)) + 2}-01-01`);
  if (regular > now) return regular;
  const today = shanghaiMidnight(new Date(now + 8 * HOUR_MS).toISOString().slice(0, 10));
  return today + 31 * DAY_MS;
}
