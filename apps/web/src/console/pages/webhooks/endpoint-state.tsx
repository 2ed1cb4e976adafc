import type { WebhookEndpoint } from "../../../api/contract.ts";
import { useText } from "../../../i18n/language.ts";
import { webhooks } from "../../../i18n/texts/webhooks.ts";
import { type Mark, StateMark } from "../../../ui/marks.tsx";

const marks: Record<"active" | "failing" | "paused" | "disabled", Mark> = {
  active: "live",
  failing: "warn",
  paused: "draft",
  disabled: "bad",
};

export function EndpointState({ row }: { row: WebhookEndpoint }) {
  const t = useText(webhooks);
  const state = row.state === "active" && row.failures > 0 ? "failing" : row.state;
  return <StateMark mark={marks[state]}>{t(state)}</StateMark>;
}

const COUNTED = 10_000;

/** Counting ends at ten thousand. */
export function useCount(): (n: number) => string {
  const t = useText(webhooks);
  return (n) => (n > COUNTED ? t("many") : n.toLocaleString("en-US"));
}
