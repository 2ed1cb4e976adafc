import type { ImportHead } from "../../../api/contract.ts";
import { useText } from "../../../i18n/language.ts";
import { importsTexts } from "../../../i18n/texts/imports.ts";
import { type Mark, StateMark } from "../../../ui/marks.tsx";

const MARKS: Record<ImportHead["state"], Mark> = {
  mapped: "draft",
  checking: "live",
  checked: "plan",
  running: "live",
  done: "off",
  undoing: "live",
  undone: "off",
};

export function ImportState({ row }: { row: ImportHead }) {
  const t = useText(importsTexts);
  return <StateMark mark={MARKS[row.state]}>{t(row.state)}</StateMark>;
}
