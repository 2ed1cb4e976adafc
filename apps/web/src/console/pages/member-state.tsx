import type { MemberStatus } from "../../api/contract.ts";
import { useText } from "../../i18n/language.ts";
import { states } from "../../i18n/texts/everyday.ts";
import { StateMark } from "../../ui/marks.tsx";

export function MemberState({ status }: { status: MemberStatus }) {
  const t = useText(states);
  return <StateMark mark={status === "active" ? "live" : "bad"}>{t(status)}</StateMark>;
}
