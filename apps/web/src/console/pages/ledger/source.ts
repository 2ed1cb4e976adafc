import type { LedgerTransaction } from "../../../api/contract.ts";

const OWN = /[0-9a-f]{8}-[0-9a-f]{4}-/;

/** What the system that told of it calls it; undefined where that is only a number of ours, which tells nobody anything. */
export function sourceOf({ source_type, source_id }: Pick<LedgerTransaction, "source_type" | "source_id">) {
  return OWN.test(source_id) ? undefined : { type: source_type, id: source_id };
}
