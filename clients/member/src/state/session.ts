import { createStoredStore } from "./store.ts";

export interface Session {
  token: string;
  tenant_id: string;
  member_id: string;
}

const isSession = (value: unknown) => typeof value === "object" && value !== null && "token" in value;

/** The signed-in member, or undefined. */
export const session = createStoredStore<Session>("hy.session", isSession);

const listeners = new Set<() => void>();

/** Runs when a session ends, so that whoever keeps personal data can drop it. */
export function onSessionEnd(forget: () => void): void {
  listeners.add(forget);
}

export function endSession(): void {
  session.set(undefined);
  for (const forget of listeners) forget();
}
