import type { MemberCodes } from "@huiyou/api-client";

/** The codes kept on this phone. */
export interface CodeCache {
  codes: MemberCodes["codes"];
  /** Server clock minus this phone's: phones' clocks are wrong by minutes. */
  ahead_ms: number;
  fetched_at_ms: number;
}

export interface CurrentCode {
  code: string;
  seconds_left: number;
  /** From 0 to 1. */
  share_left: number;
}

/** The code of this moment, or undefined when the kept ones are used up. */
export function findCode(cache: CodeCache | undefined, now_ms: number): CurrentCode | undefined {
  if (cache === undefined) return undefined;
  const server_ms = now_ms + cache.ahead_ms;
  const found = cache.codes.find(
    (one) => Date.parse(one.valid_from) <= server_ms && server_ms < Date.parse(one.valid_until),
  );
  if (found === undefined) return undefined;
  const until = Date.parse(found.valid_until);
  const life = until - Date.parse(found.valid_from);
  return {
    code: found.code,
    seconds_left: Math.ceil((until - server_ms) / 1000),
    share_left: (until - server_ms) / life,
  };
}

/** When the last kept code ends, in milliseconds of the server's clock. */
export function lastsUntil(cache: CodeCache): number {
  return cache.codes.reduce((latest, one) => Math.max(latest, Date.parse(one.valid_until)), 0);
}
