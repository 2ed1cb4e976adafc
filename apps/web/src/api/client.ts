import { ApiError, createClient, NetworkError, type Transport } from "@huiyou/api-client";
import { currentLanguage } from "../i18n/language.ts";
import type { Routes } from "./contract.ts";

const transport: Transport = async ({ method, url, headers, body }) => {
  const response = await fetch(url, body === undefined ? { method, headers } : { method, headers, body });
  return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
};

/** The cookie carries the session; the header proves that the request comes from this page and not from another site. */
export const api = createClient<Routes>({
  transport,
  language: currentLanguage,
  headers: { "x-huiyou-client": "console" },
});

export { ApiError, NetworkError };
export type Failure = ApiError | NetworkError;

export const requestIdOf = (failure: Failure): string | undefined =>
  failure instanceof ApiError ? failure.request_id : undefined;
export const codeOf = (failure: Failure): string => (failure instanceof ApiError ? failure.code : "network");
