import type { ReactNode } from "react";
import type { Trace } from "../../../api/trace.ts";
import { WhyPanel } from "../../../ui/why-panel.tsx";
import { useConditionWords } from "./conditions/words.ts";

/** The why panel with names instead of ids in what was expected and found. */
export function RuleWhy(props: { trace: Trace; note: ReactNode; proof?: ReactNode }) {
  const words = useConditionWords();
  return <WhyPanel {...props} words={words.value} />;
}
