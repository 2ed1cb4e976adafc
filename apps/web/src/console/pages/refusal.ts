import { App } from "antd";
import type { Failure } from "../../api/client.ts";
import { useAdvice } from "../../ui/states.tsx";

/** Says why a request was refused, and what to do. */
export function useRefusal(): (error: Failure) => void {
  const { message } = App.useApp();
  const advice = useAdvice();
  return (error) => void message.error(advice(error));
}
