import { useRef, useState } from "react";
import { type Locale, useLanguage } from "../i18n/i18n.ts";
import { explain } from "../ui/parts";

export interface Action {
  is_busy: boolean;
  /** Why it did not work, in words; gone when the language changes, for they are of the language before. */
  problem: string | undefined;
  /** Says what is wrong before anything is sent; undefined takes it back. */
  refuse: (problem: string | undefined) => void;
  /** One at a time; answers whether it worked. */
  run: (act: () => Promise<unknown>) => Promise<boolean>;
}

/** Something a person asks for: busy while it runs, and a reason where it failed. */
export function useAction(): Action {
  const { t, locale } = useLanguage();
  const [is_busy, setBusy] = useState(false);
  const [said, setSaid] = useState<{ problem: string; locale: Locale }>();
  // A second tap may come before the first has drawn anything.
  const is_running = useRef(false);
  const refuse = (problem: string | undefined) => setSaid(problem === undefined ? undefined : { problem, locale });
  const run = async (act: () => Promise<unknown>) => {
    if (is_running.current) return false;
    is_running.current = true;
    setBusy(true);
    setSaid(undefined);
    try {
      await act();
      return true;
    } catch (error) {
      refuse(explain(error, t));
      return false;
    } finally {
      is_running.current = false;
      setBusy(false);
    }
  };
  return { is_busy, problem: said?.locale === locale ? said.problem : undefined, refuse, run };
}
