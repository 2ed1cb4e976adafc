import { useText } from "../../i18n/language.ts";
import { kiosk as words } from "../../i18n/texts/kiosk.ts";

const STEPS = ["step_phone", "step_details", "step_terms"] as const;
export type Step = (typeof STEPS)[number];

/** How far somebody is who joins. */
export function Steps({ at }: { at: Step }) {
  const t = useText(words);
  const now = STEPS.indexOf(at);
  return (
    <ol className="steps" aria-label={t("steps")}>
      {STEPS.map((step, n) => (
        <li key={step} className={n <= now ? "steps__done" : ""} aria-current={n === now ? "step" : undefined}>
          <b>{n + 1}</b>
          {t(step)}
        </li>
      ))}
    </ol>
  );
}
