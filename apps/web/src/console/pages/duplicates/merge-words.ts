import type { MergeLine } from "../../../api/contract.ts";
import { number, yuan } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { duplicates } from "../../../i18n/texts/duplicates.ts";
import { useTiers } from "../points/tiers.ts";
import { useTrustWord } from "../trust/consents.tsx";

type Value = MergeLine["winner"];
type Word = Parameters<ReturnType<typeof useText<typeof duplicates>>>[0];

const isWord = (what: string): what is Word => what in duplicates;

/** Words of what a merge moves: the line's name, and its values. */
export function useMergeWords() {
  const t = useText(duplicates);
  const trust = useTrustWord();
  const tiers = useTiers();
  const nameOf = ({ what }: Pick<MergeLine, "what">): string => {
    if (what.startsWith("consent.")) return t("consent", { purpose: trust(what.slice("consent.".length)) });
    return isWord(what) ? plain(what) : what;
  };
  const plain = (word: Word): string => (t as (key: Word) => string)(word);
  const valueOf = ({ what, unit }: Pick<MergeLine, "what" | "unit">, value: Value): string => {
    if (value === null) return t("nothing");
    if (typeof value === "number") return unit === "fen" ? yuan(value) : number(value);
    if (what === "tier") return tiers.find((tier) => tier.code === value)?.name ?? value;
    return isWord(value) ? plain(value) : value;
  };
  return { nameOf, valueOf };
}
