import { useRef, useState } from "react";
import { useLanguage, useText } from "../i18n/language.ts";
import { kiosk as words } from "../i18n/texts/kiosk.ts";
import { ApiError } from "./api.ts";

interface Act {
  busy: boolean;
  problem: string | undefined;
  setProblem(problem: string | undefined): void;
  /** Does it, once at a time; what went wrong is said in words, and `undefined` comes back. */
  run<T>(work: () => Promise<T>): Promise<T | undefined>;
}

export function useAct(): Act {
  const t = useText(words);
  const [busy, setBusy] = useState(false);
  // A second touch, or a scanner that reads twice, may come before anything is drawn anew.
  const running = useRef(false);
  const language = useLanguage();
  /** In the words of the language it was said in: another one takes it back. */
  const [said, setSaid] = useState<{ problem: string; language: string }>();
  const setProblem = (problem: string | undefined) =>
    setSaid(problem === undefined ? undefined : { problem, language });
  const wordsFor = (error: unknown): string => {
    if (!(error instanceof ApiError)) return t("no_answer");
    if (error.code === "not_found") return t("unknown_card");
    if (error.code === "identity_taken" || error.code === "phone_taken") return t("someone_elses");
    return error.errors[0]?.detail ?? error.detail;
  };
  const run = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    if (running.current) return undefined;
    running.current = true;
    setBusy(true);
    setProblem(undefined);
    try {
      return await work();
    } catch (error) {
      setProblem(wordsFor(error));
      return undefined;
    } finally {
      running.current = false;
      setBusy(false);
    }
  };
  return { busy, problem: said?.language === language ? said.problem : undefined, setProblem, run };
}
