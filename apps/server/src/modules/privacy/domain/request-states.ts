export const REQUEST_KINDS = ["access", "correction", "erasure", "withdrawal"] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

export const REQUEST_STATES = ["received", "verifying", "in_progress", "done", "refused"] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

export const REQUEST_CHANNELS = ["app", "front_desk", "phone", "letter", "email"] as const;
export type RequestChannel = (typeof REQUEST_CHANNELS)[number];

/** `verify`: is it really they who ask? `start`: it is. `complete` and `refuse` end it. */
export type RequestAction = "verify" | "start" | "complete" | "refuse" | "extend";

const MOVES: Record<RequestAction, Partial<Record<RequestState, RequestState>>> = {
  verify: { received: "verifying" },
  start: { received: "in_progress", verifying: "in_progress" },
  complete: { in_progress: "done" },
  refuse: { received: "refused", verifying: "refused", in_progress: "refused" },
  extend: { received: "received", verifying: "verifying", in_progress: "in_progress" },
};

/** The state after the action; undefined where it cannot be taken. */
export const moveOf = (action: RequestAction, state: RequestState): RequestState | undefined => MOVES[action][state];
