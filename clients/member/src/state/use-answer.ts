import { useCallback, useEffect, useRef, useState } from "react";

export interface Answered<Value> {
  value: Value | undefined;
  error: unknown;
  reload: () => void;
  /** Puts what another call answered in its place. */
  keep: (value: Value) => void;
}

interface State<Value> {
  subject: string;
  value: Value | undefined;
  error: unknown;
}

/** One answer of the server. `subject` names what is asked for: when it changes, what was known goes. */
export function useAnswer<Value>(subject: string, ask: () => Promise<Value>): Answered<Value> {
  const [state, setState] = useState<State<Value>>({ subject, value: undefined, error: undefined });
  const question = useRef(0);
  const asker = useRef(ask);
  asker.current = ask;
  const load = useCallback(async () => {
    const number = ++question.current;
    try {
      const value = await asker.current();
      if (number === question.current) setState({ subject, value, error: undefined });
    } catch (error) {
      if (number === question.current) setState((before) => ({ ...before, subject, error }));
    }
  }, [subject]);
  useEffect(() => void load(), [load]);
  const is_same = state.subject === subject;
  return {
    value: is_same ? state.value : undefined,
    error: is_same ? state.error : undefined,
    reload: () => void load(),
    keep: (value) => {
      question.current += 1;
      setState({ subject, value, error: undefined });
    },
  };
}
