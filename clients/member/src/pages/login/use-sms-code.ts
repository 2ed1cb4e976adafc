import { ApiError } from "@huiyou/api-client";
import { requestCode } from "../../state/sign-in.ts";
import { useWait } from "../../state/use-wait.ts";

interface SmsCode {
  /** Seconds until another code may be asked for; 0 when it may be. */
  wait_seconds: number;
  send: (phone: string) => Promise<void>;
}

/** Asks for a code and counts down until the next. */
export function useSmsCode(): SmsCode {
  const { wait_seconds, waitFor } = useWait();

  const send = async (phone: string) => {
    try {
      const { resend_after_seconds } = await requestCode(phone);
      waitFor(resend_after_seconds);
    } catch (error) {
      if (error instanceof ApiError && error.retry_after_seconds !== undefined) waitFor(error.retry_after_seconds);
      throw error;
    }
  };
  return { wait_seconds, send };
}
