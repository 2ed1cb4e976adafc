import Taro, { useDidHide, useDidShow, useUnload } from "@tarojs/taro";
import { useEffect, useRef, useState } from "react";
import { call } from "../../api/api.ts";
import { type CodeCache, type CurrentCode, findCode } from "../../state/current-code.ts";
import { isOffline, refreshMember } from "../../state/member.ts";
import { code_cache, session } from "../../state/personal.ts";
import { useStore } from "../../state/store.ts";

/** The kept codes are renewed this often while the page is open, so that two hours are in hand when the network goes. */
const RENEW_EVERY_MS = 5 * 60_000;
/** While nothing answers, and at most this often. */
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

/** A code is shown to a scanner: the screen goes bright and stays on, and is put back afterwards. */
function useBrightScreen(is_visible: boolean): void {
  useEffect(() => {
    if (process.env.TARO_ENV !== "weapp" || !is_visible) return undefined;
    let before: number | undefined;
    void Taro.getScreenBrightness().then(({ value }) => {
      before = value;
      return Taro.setScreenBrightness({ value: 1 });
    });
    void Taro.setKeepScreenOn({ keepScreenOn: true });
    return () => {
      void Taro.setKeepScreenOn({ keepScreenOn: false });
      if (before !== undefined) void Taro.setScreenBrightness({ value: before });
    };
  }, [is_visible]);
}

export function useMemberCode(): MemberCodeView {
  const cache = useStore(code_cache);
  const token = useStore(session)?.token;
  const [now_ms, setNow] = useState(() => Date.now());
  const [is_visible, setVisible] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [is_loading, setLoading] = useState(false);
  const tried_at_ms = useRef(0);
  useDidShow(() => setVisible(true));
  useDidHide(() => setVisible(false));
  useUnload(() => setVisible(false));
  useBrightScreen(is_visible && token !== undefined);

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
    setNow(Date.now());
    await refreshMember();
  };
  const renew = useRef(refresh);
  renew.current = refresh;

  useEffect(() => {
    if (!is_visible || token === undefined) return undefined;
    void renew.current();
    const timer = setInterval(() => {
      const now = Date.now();
      setNow(now);
      const kept = code_cache.get();
      const due_ms = kept === undefined || findCode(kept, now) === undefined ? TRY_AGAIN_MS : RENEW_EVERY_MS;
      const age_ms = kept === undefined ? Number.POSITIVE_INFINITY : now - kept.fetched_at_ms;
      if (age_ms > due_ms && now - tried_at_ms.current > TRY_AGAIN_MS) void renew.current();
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [is_visible, token]);

  useEffect(() => {
    if (!isOffline(failure) || !is_visible) return undefined;
    const timer = setInterval(() => void renew.current(), TRY_AGAIN_MS);
    return () => clearInterval(timer);
  }, [failure, is_visible]);

  return { current: findCode(cache, now_ms), cache, failure, is_loading, refresh };
}
