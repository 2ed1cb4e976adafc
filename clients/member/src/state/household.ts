import { useRef, useState } from "react";
import type { Routes } from "@huiyou/api-client";
import { call } from "../api/api.ts";
import { session } from "./personal.ts";
import { useFresh } from "./use-fresh.ts";

export type Household = NonNullable<Routes["GET /v1/member/household"]["response"]["household"]>;
export type FamilyMember = Household["members"][number];

export interface FamilyState {
  /** Null: there is none. Undefined: not known yet. */
  household: Household | null | undefined;
  error: unknown;
  reload: () => void;
  /** What another call answered. */
  keep: (household: Household | null) => void;
}

/** The family of whoever is signed in. */
export function useFamily(): FamilyState {
  const [found, setFound] = useState<{ token: string; household: Household | null }>();
  const [error, setError] = useState<unknown>();
  const question = useRef(0);
  const load = async () => {
    const token = session.get()?.token;
    if (token === undefined) return;
    const number = ++question.current;
    try {
      const { household } = await call("GET /v1/member/household");
      if (number !== question.current) return;
      setFound({ token, household });
      setError(undefined);
    } catch (failure) {
      if (number === question.current) setError(failure);
    }
  };
  useFresh(() => void load());
  const token = session.get()?.token;
  return {
    household: found !== undefined && found.token === token ? found.household : undefined,
    error,
    reload: () => void load(),
    keep: (household) => {
      question.current += 1;
      if (token !== undefined) setFound({ token, household });
    },
  };
}

/** The same where it only adds to its page: without an answer nothing is said of it. */
export const useHousehold = (): Household | undefined => useFamily().household ?? undefined;
