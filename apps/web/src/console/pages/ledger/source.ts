import type { LedgerTransaction } from "../../../api/contract.ts";
import { useLanguage } from "../../../i18n/language.ts";
import { lookup } from "../../../i18n/text.ts";
import { kinds } from "../../../i18n/texts/ledger.ts";

/** A number of our own inside: it tells nobody anything. */
const OWN = /[0-9a-f]{8}-[0-9a-f]{4}-/;

type Told = Pick<LedgerTransaction, "source_type" | "source_id">;

/** What the one who told of it calls it; undefined where that says nothing. */
export function useSource(): (transaction: Told) => { type: string; id: string } | undefined {
  const language = useLanguage();
  return ({ source_type, source_id }) =>
    OWN.test(source_id) ? undefined : { type: lookup(kinds, source_type, language) ?? source_type, id: source_id };
}
