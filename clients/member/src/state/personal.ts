// Everything this phone keeps of one person, in one place: whoever ends the session forgets all of it.
import type { MemberProfile } from "@huiyou/api-client";
import type { CodeCache } from "./current-code.ts";
import { createStore, createStoredStore } from "./store.ts";

export interface Session {
  token: string;
  tenant_id: string;
  member_id: string;
}

export interface KnownProfile {
  profile: MemberProfile;
  /** When the server said so, in milliseconds of its clock. */
  as_of_ms: number;
}

/** Guards against what an older version wrote. */
const having = (field: string) => (value: unknown) => typeof value === "object" && value !== null && field in value;

/** The signed-in member, or undefined. */
export const session = createStoredStore<Session>("hy.session", having("token"));

/** The member as last heard of: shown at once and while the network is away. */
export const known_member = createStoredStore<KnownProfile>("hy.member", having("profile"));

/** The codes of the next two hours, so that a gate can be passed without a network. */
export const code_cache = createStoredStore<CodeCache>("hy.codes", having("codes"));

/** True when the server ended the session: the person did not sign out here, and is told why they are asked again. */
export const was_ended = createStore<boolean>(false);

export function startSession(started: Session): void {
  forget();
  was_ended.set(false);
  session.set(started);
}

export function endSession(by_server = false): void {
  forget();
  was_ended.set(by_server);
  session.set(undefined);
}

function forget(): void {
  known_member.set(undefined);
  code_cache.set(undefined);
}
