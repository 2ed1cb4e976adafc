import { useText } from "../../../i18n/language.ts";
import { importsTexts } from "../../../i18n/texts/imports.ts";
import { Icon } from "../../../ui/icon.tsx";

export const STEPS = ["file", "map", "check", "result"] as const;
export type Step = (typeof STEPS)[number];

interface Props {
  /** How far the work is. */
  reached: Step;
  /** What is on the screen. */
  shown: Step;
  /** Steps one may go back to. */
  open?: readonly Step[];
  onGo?: (step: Step) => void;
}

/** Where one is: a tick for what is done, a square for what is on the screen. */
export function Steps({ reached, shown, open = [], onGo }: Props) {
  const t = useText(importsTexts);
  const far = STEPS.indexOf(reached);
  return (
    <nav aria-label={t("steps")}>
      <ol className="import-steps">
        {STEPS.map((step, index) => {
          const words = (
            <>
              {index < far ? <Icon name="check" /> : <span className="import-steps__no">{index + 1}</span>}
              {t(`step_${step}`)}
            </>
          );
          return (
            <li key={step} className={index < far ? "past" : ""} aria-current={step === shown ? "step" : undefined}>
              {open.includes(step) && step !== shown && onGo ? (
                <button type="button" onClick={() => onGo(step)}>
                  {words}
                </button>
              ) : (
                <span>{words}</span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
