import { useDidShow } from "@tarojs/taro";
import { useRef, useState } from "react";
import type { Routes } from "@huiyou/api-client";
import { call } from "../api/api.ts";
import { session } from "./personal.ts";

export type Household = NonNullable<Routes["GET /v1/member/household"]["response"]["household"]>;

/** The family of whoever is signed in, if there is one. Without an answer nothing is said of it. */
export function useHousehold(): Household | undefined {
  const [found, setFound] = useState<{ token: string; household: Household | null }>();
  const question = useRef(0);
  const load = async () => {
    const token = session.get()?.token;
    if (token === undefined) return;
    const number = ++question.current;
    const { household } = await call("GET /v1/member/household");
    if (number === question.current) setFound({ token, household });
  };
  // The card only adds to its page: when it cannot be had, what was known stays.
  useDidShow(() => void load().catch(() => undefined));
  return found !== undefined && found.token === session.get()?.token ? (found.household ?? undefined) : undefined;
}
