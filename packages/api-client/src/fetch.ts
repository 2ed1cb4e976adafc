import type { Transport } from "./client.ts";

interface FetchResponse {
  status: number;
  headers: { forEach(visit: (value: string, name: string) => void): void };
  text(): Promise<string>;
}
type Fetch = (
  url: string,
  request: { method: string; headers: Record<string, string>; body?: string },
) => Promise<FetchResponse>;
declare const fetch: Fetch;

/** The platform's own `fetch`, to one host: `https://huiyou.example.com`. */
export function fetchTransport(base_url: string): Transport {
  const host = base_url.replace(/\/+$/, "");
  return async ({ url, body, ...request }) => {
    const response = await fetch(host + url, { ...request, ...(body === undefined ? {} : { body }) });
    const headers: Record<string, string> = {};
    response.headers.forEach((value, name) => {
      headers[name] = value;
    });
    return { status: response.status, headers, body: await response.text() };
  };
}
