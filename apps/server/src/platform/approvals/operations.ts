import type { z } from "zod";
import type { App } from "../app.ts";
import type { By, Caller } from "../audit/by.ts";
import type { Tx } from "../db/pool.ts";
import { assert, present } from "../kernel/assert.ts";
import type { Language } from "../kernel/errors.ts";
import type { Runtime } from "../kernel/runtime.ts";
import type { TenantTimes } from "../tenant-time.ts";
import type { Approval, ClosedState } from "./approval.ts";

type Texts = Readonly<Record<Language, string>>;

/** What a rule's threshold counts. */
export const MEASURES = ["amount_fen", "points", "people", "rows"] as const;
export type Measure = (typeof MEASURES)[number];

export interface EffectLine {
  /** A key of the operation's labels. */
  label: string;
  before?: string | number | null;
  after?: string | number | null;
  /** How the values are read; plain text and plain numbers without it. `codes`: words apart by spaces, which screens know. */
  unit?: "fen" | "points" | "count" | "codes";
}

/** What saying yes does, as a person can judge it. Nothing in it may change by the mere passing of time. */
export type Effect = { lines: EffectLine[] } & { [M in Measure]?: number };

export interface ApprovalRule {
  enabled: boolean;
  /** Above it a second person is asked; null: always. */
  threshold: number | null;
  /** How long a request waits. */
  hours: number;
}

export interface OperationContext {
  app: App;
  approval_id: string;
  /** Whose hand moves now: the requester's while it is asked for, the second person's when it is carried out. */
  by: Caller;
  requested_by: { kind: "staff" | "api_key"; id: string };
  times: TenantTimes;
}

/** A work that may ask for a second person. */
export interface Operation<Input> {
  kind: `${string}.${string}`;
  /** Who may say yes. */
  permission: string;
  /** What the requester must still hold when it is carried out; null: nothing. */
  requires: string | null;
  texts: { title: Texts; labels: Readonly<Record<string, Texts>> };
  input: z.ZodType<Input>;
  /** The tenant's rule until it sets its own; or the page that sets the threshold instead of the rules' own. */
  rule: (ApprovalRule & { measure: Measure | null }) | { kept_in: string };
  /** Runs where everything is undone afterwards: it may do the work and tell what became of it. */
  preview(tx: Tx, context: OperationContext, input: Input): Promise<Effect>;
  /** In the approval's transaction. An AppError undoes it, and the approval goes on waiting with it as the reason. */
  execute(tx: Tx, context: OperationContext, input: Input): Promise<Record<string, unknown>>;
  /** It will not be carried out: whoever keeps a record of the request closes it. */
  closed?(tx: Tx, runtime: Runtime, ending: Ending<Input>): Promise<void>;
}

export interface Ending<Input> {
  approval: Approval;
  input: Input;
  outcome: Exclude<ClosedState, "approved">;
  by: By;
  at: Date;
  reason: string | null;
}

const operations = new Map<string, Operation<unknown>>();

/** A room says what of its work may need a second person, once, at import. */
export function registerOperation<Input>(operation: Operation<Input>): void {
  assert(!operations.has(operation.kind), `operation ${operation.kind} is registered once`);
  // Its input is parsed by its own schema before it reaches preview, execute and closed.
  operations.set(operation.kind, operation);
}

export function getOperation(kind: string): Operation<unknown> {
  return present(operations.get(kind), `the operation ${kind}`);
}

export function findOperation(kind: string): Operation<unknown> | undefined {
  return operations.get(kind);
}

export function listOperations(): Operation<unknown>[] {
  return [...operations.values()].sort((a, b) => (a.kind < b.kind ? -1 : 1));
}
