/** By whose hand: what a use case is told of its caller, so that the audit log can say it. */
export type By = Caller | typeof SYSTEM;

export interface Caller {
  readonly actor: "staff" | "api_key" | "member";
  readonly actor_id: string;
  readonly session_id: string | null;
  readonly ip: string;
  readonly user_agent: string;
  readonly request_id: string;
  /** "PUT /v1/roles/{role_id}" */
  readonly route: string;
}

/** Timers, jobs without an owner, the program itself. */
export const SYSTEM = { actor: "system", actor_id: null } as const;
