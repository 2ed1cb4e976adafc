import { useDidHide, useDidShow, useUnload } from "@tarojs/taro";
import { useEffect, useRef, useState } from "react";
import { call } from "../../api/api.ts";
import { type CodeCache, type CurrentCode, findCode } from "../../state/current-code.ts";
import { refreshMember } from "../../state/member.ts";
import { code_cache, session } from "../../state/personal.ts";
import { useStore } from "../../state/store.ts";
import { useBrightScreen } from "./use-bright-screen.ts";

/** The kept codes are renewed this often while the page is open, so that two hours are in hand when the network goes. */
const RENEW_EVERY_MS = 5 * 60_000;
/** After a failure, and while there is no code to show. */
const TRY_AGAIN_MS = 15_000;
const TICK_MS = 500;

export interface MemberCodeView {
  current: CurrentCode | undefined;
  cache: CodeCache | undefined;
  /** Why the codes could not be renewed, if they could not. */
  failure: unknown;
  is_loading: boolean;
  refresh: () => Promise<void>;
}

async function fetchCodes(): Promise<void> {
  const token = session.get()?.token;
  const answer = await call("GET /v1/member/code");
  if (session.get()?.token !== token) return;
  const fetched_at_ms = Date.now();
  const ahead_ms = Date.parse(answer.server_time) - fetched_at_ms;
  code_cache.set({ codes: answer.codes, ahead_ms, fetched_at_ms });
}

/** Runs on every tick of a visible page; gives the moment it ran. */
function useTicks(is_running: boolean, onTick: (now_ms: number) => void): number {
  const [now_ms, setNow] = useState(() => Date.now());
  const tick = useRef(onTick);
  tick.current = onTick;
  useEffect(() => {
    if (!is_running) return undefined;
    const step = () => {
      setNow(Date.now());
      tick.current(Date.now());
    };
    step();
    const timer = setInterval(step, TICK_MS);
    return () => clearInterval(timer);
  }, [is_running]);
  return now_ms;
}

export function useMemberCode(): MemberCodeView {
  const cache = useStore(code_cache);
  const is_signed_in = useStore(session) !== undefined;
  const [is_visible, setVisible] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [is_loading, setLoading] = useState(false);
  const tried_at_ms = useRef(0);
  const show = () => {
    tried_at_ms.current = 0;
    setVisible(true);
  };
  useDidShow(show);
  useDidHide(() => setVisible(false));
  useUnload(() => setVisible(false));
  useBrightScreen(is_visible && is_signed_in);

  const refresh = async () => {
    tried_at_ms.current = Date.now();
    setLoading(true);
    try {
      await fetchCodes();
      setFailure(undefined);
    } catch (error) {
      setFailure(error);
    }
    setLoading(false);
    await refreshMember();
  };
  const now_ms = useTicks(is_visible && is_signed_in, (now) => {
    const is_wanting = failure !== undefined || findCode(code_cache.get(), now) === undefined;
    // Whichever way: a phone whose clock was put right asks at once.
    const since_ms = Math.abs(now - tried_at_ms.current);
    if (since_ms > (is_wanting ? TRY_AGAIN_MS : RENEW_EVERY_MS)) void refresh();
  });
  return { current: findCode(cache, now_ms), cache, failure, is_loading, refresh };
}
