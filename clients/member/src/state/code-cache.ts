import type { MemberCode, MemberCodes } from "../api/routes.ts";
import { onSessionEnd } from "./session.ts";
import { createStoredStore } from "./store.ts";

export interface CodeCache {
  codes: MemberCode[];
  /** Server clock minus this phone's: phones' clocks are wrong by minutes. */
  ahead_ms: number;
  fetched_at_ms: number;
}

const isCache = (value: unknown) => typeof value === "object" && value !== null && "codes" in value;

/** The codes of the next two hours, so that a gate can be passed without a network. */
export const code_cache = createStoredStore<CodeCache>("hy.codes", isCache);

onSessionEnd(() => code_cache.set(undefined));

export function keepCodes(answer: MemberCodes, now_ms: number): void {
  const ahead_ms = Date.parse(answer.server_time) - now_ms;
  code_cache.set({ codes: answer.codes, ahead_ms, fetched_at_ms: now_ms });
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
