import { useEffect, useState } from "react";
import { ApiError } from "@huiyou/api-client";
import { requestCode } from "../../state/sign-in.ts";

interface SmsCode {
  /** Seconds until another code may be asked for; 0 when it may be. */
  wait_seconds: number;
  is_sending: boolean;
  send: (phone: string) => Promise<void>;
}

/** Asks for a code and counts down by the clock, not by ticks: a phone that slept catches up. */
export function useSmsCode(): SmsCode {
  const [free_at_ms, setFreeAt] = useState(0);
  const [now_ms, setNow] = useState(0);
  const [is_sending, setSending] = useState(false);
  const wait_seconds = Math.max(0, Math.ceil((free_at_ms - now_ms) / 1000));
  const is_waiting = wait_seconds > 0;

  useEffect(() => {
    if (!is_waiting) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [is_waiting]);

  const waitFor = (seconds: number) => {
    setNow(Date.now());
    setFreeAt(Date.now() + seconds * 1000);
  };
  const send = async (phone: string) => {
    setSending(true);
    try {
      const { resend_after_seconds } = await requestCode(phone);
      waitFor(resend_after_seconds);
    } catch (error) {
      if (error instanceof ApiError && error.retry_after_seconds !== undefined) waitFor(error.retry_after_seconds);
      throw error;
    } finally {
      setSending(false);
    }
  };
  return { wait_seconds, is_sending, send };
}
