import { useState } from "react";
import { useLanguage } from "../i18n/i18n.ts";
import { explain } from "../ui/parts";

export interface Action {
  is_busy: boolean;
  /** Why it did not work, in words. */
  problem: string | undefined;
  /** Says what is wrong before anything is sent. */
  refuse: (problem: string) => void;
  /** One at a time; answers whether it worked. */
  run: (act: () => Promise<unknown>) => Promise<boolean>;
}

/** Something a person asks for: busy while it runs, and a reason where it failed. */
export function useAction(): Action {
  const { t } = useLanguage();
  const [is_busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const run = async (act: () => Promise<unknown>) => {
    if (is_busy) return false;
    setBusy(true);
    setProblem(undefined);
    try {
      await act();
      return true;
    } catch (error) {
      setProblem(explain(error, t));
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { is_busy, problem, refuse: setProblem, run };
}
