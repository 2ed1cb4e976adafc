import { NetworkError } from "@huiyou/api-client";
import { call } from "../api/api.ts";
import type { MemberProfile } from "@huiyou/api-client";
import { serverNow } from "./clock.ts";
import { known_member, session } from "./personal.ts";
import { createStore } from "./store.ts";

/** Why the last refresh failed, if it did. */
export const member_failure = createStore<unknown>(undefined);

export function keepMember(profile: MemberProfile): void {
  known_member.set({ profile, as_of_ms: serverNow() });
  member_failure.set(undefined);
}

export async function refreshMember(): Promise<void> {
  const token = session.get()?.token;
  if (token === undefined) return;
  try {
    const profile = await call("GET /v1/member");
    if (session.get()?.token === token) keepMember(profile);
  } catch (error) {
    if (session.get()?.token === token) member_failure.set(error);
  }
}

/** True while figures on screen may be old because nothing answers. */
export const isOffline = (failure: unknown): boolean => failure instanceof NetworkError;
