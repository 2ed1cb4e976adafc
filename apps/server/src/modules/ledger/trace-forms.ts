// A room may store its traces in a shorter form. It says here how such a one is read; everybody else is given the whole.
import { assert } from "../../platform/kernel/assert.ts";

type Unpack = (stored: object) => unknown;
const forms = new Map<string, Unpack>();

/** Said once per form, at import. A stored trace of the form names it in `packed`. */
export function registerTraceForm(form: string, unpack: Unpack): void {
  assert(!forms.has(form), `the trace form ${form} is registered once`);
  forms.set(form, unpack);
}

export function unpackTrace(trace: unknown): unknown {
  if (typeof trace !== "object" || trace === null || !("packed" in trace)) return trace;
  const unpack = forms.get(String(trace.packed));
  assert(unpack, `the trace form ${String(trace.packed)} is known`);
  return unpack(trace);
}

export const withTrace = <T extends { trace: unknown }>(row: T): T => ({ ...row, trace: unpackTrace(row.trace) });
