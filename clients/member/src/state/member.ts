import { NetworkError } from "../../../../packages/api-client/src/index.ts";
import { call } from "../api/api.ts";
import type { MemberProfile } from "../api/routes.ts";
import { onSessionEnd, session } from "./session.ts";
import { createStore, createStoredStore } from "./store.ts";

export interface KnownProfile {
  profile: MemberProfile;
  /** When the server said so, in milliseconds of this phone. */
  as_of_ms: number;
}

const isKnown = (value: unknown) => typeof value === "object" && value !== null && "profile" in value;

/** The member as last heard of: shown at once and while the network is away. */
export const known_member = createStoredStore<KnownProfile>("hy.member", isKnown);

/** Why the last refresh failed, if it did. */
export const member_failure = createStore<unknown>(undefined);

onSessionEnd(() => {
  known_member.set(undefined);
  member_failure.set(undefined);
});

export function keepMember(profile: MemberProfile): void {
  known_member.set({ profile, as_of_ms: Date.now() });
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
