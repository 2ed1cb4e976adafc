import Taro from "@tarojs/taro";
import type { Transport } from "@huiyou/api-client";
import { noteServerDate } from "../state/clock.ts";

const TIMEOUT_MS = 10_000;

/** wx.request has no PATCH; the server reads the real method from a header. */
function methodOf(method: string, headers: Record<string, string>) {
  if (process.env.TARO_ENV !== "weapp" || method !== "PATCH") return { method, headers };
  return { method: "POST", headers: { ...headers, "x-http-method-override": method } };
}

/** The one transport of both targets. Rejects when no answer came. */
export const taroTransport: Transport = async (request) => {
  const { method, headers } = methodOf(request.method, request.headers);
  const answer = await Taro.request({
    url: API_BASE + request.url,
    method: method as keyof Taro.request.Method,
    header: headers,
    timeout: TIMEOUT_MS,
    ...(request.body === undefined ? {} : { data: request.body }),
  });
  const lower = Object.entries(answer.header ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]);
  const answered = Object.fromEntries(lower) as Record<string, string>;
  noteServerDate(answered["date"]);
  return { status: answer.statusCode, headers: answered, body: answer.data };
};
