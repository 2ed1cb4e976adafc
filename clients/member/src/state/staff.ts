// Somebody on the staff, signed in on this phone beside (not instead of) a member.
import { ApiError } from "@huiyou/api-client";
import { clientFor } from "../api/client.ts";
import { createStore, createStoredStore } from "./store.ts";

export interface StaffSession {
  token: string;
  staff: { staff_id: string; name: string };
  role: string;
  unit: { unit_id: string; name: string };
  permissions: string[];
}

const isSession = (value: unknown) =>
  typeof value === "object" && value !== null && "token" in value && "unit" in value;

export const staff_session = createStoredStore<StaffSession>("hy.staff", isSession);

export interface ChosenGate {
  gate_id: string;
  gate_name: string;
  venue_name: string;
}

const isGate = (value: unknown) => typeof value === "object" && value !== null && "gate_id" in value;

/** Where this phone stands today. */
export const chosen_gate = createStoredStore<ChosenGate>("hy.gate", isGate);

/** True when the server ended the session, and nobody signed out here. */
export const staff_was_ended = createStore<boolean>(false);

export function startStaffSession(started: StaffSession): void {
  staff_was_ended.set(false);
  staff_session.set(started);
}

export function endStaffSession(by_server = false): void {
  staff_was_ended.set(by_server);
  staff_session.set(undefined);
  chosen_gate.set(undefined);
}

const client = clientFor(() => staff_session.get()?.token);

/** A call as staff. A session that the server no longer knows is forgotten here. */
export const callAsStaff: typeof client.call = async (route, ...options) => {
  const token = staff_session.get()?.token;
  try {
    return await client.call(route, ...options);
  } catch (error) {
    const is_over = error instanceof ApiError && error.status === 401;
    if (is_over && token !== undefined && token === staff_session.get()?.token) endStaffSession(true);
    throw error;
  }
};

export const mayDo = (session: StaffSession, permission: string): boolean => session.permissions.includes(permission);
