import http from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import { AddressRefused, type AddressRules, type OutsideAddress } from "./address-rules.ts";

export interface Call {
  method: "GET" | "POST";
  url: string;
  headers: Record<string, string>;
  body?: string;
  signal: AbortSignal;
  /** Told where the name led, before the connection is made. */
  note?: (address: string) => void;
}

/** One request to one address: no redirect is followed, no proxy asked. Ends with the answer's head. @throws what callFailure names */
export async function openCall(rules: AddressRules, call: Call): Promise<http.IncomingMessage> {
  const target = new URL(call.url);
  const found = await orAbort(rules.find(target.hostname), call.signal);
  call.note?.(found.address);
  return send(target, found, call);
}

export interface CallAnswer {
  status: number;
  text: string;
}

/** `reached`: the request may have arrived, although no answer came. */
export type CallOutcome = { answer: CallAnswer } | { failure: string; reached: boolean };

const MOST_BYTES = 1_048_576;
/** Nothing was sent. */
const NEVER_LEFT = new Set(["address_refused", "name_unknown", "connection_refused", "unreachable", "certificate"]);

/** The whole answer, up to a mebibyte. Never throws. */
export async function callOut(
  rules: AddressRules,
  { timeout_ms, ...call }: Omit<Call, "note"> & { timeout_ms: number },
): Promise<CallOutcome> {
  const signal = AbortSignal.any([call.signal, AbortSignal.timeout(timeout_ms)]);
  try {
    const response = await openCall(rules, { ...call, signal });
    return { answer: { status: response.statusCode ?? 0, text: await readText(response, signal) } };
  } catch (error) {
    const failure = callFailure(error, signal);
    return { failure, reached: !NEVER_LEFT.has(failure) };
  }
}

async function readText(response: http.IncomingMessage, signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  const stop = () => response.destroy(signal.reason as Error);
  signal.addEventListener("abort", stop, { once: true });
  try {
    for await (const chunk of response) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size > MOST_BYTES) throw new Error("an answer of more than a mebibyte");
    }
  } finally {
    signal.removeEventListener("abort", stop);
    response.destroy();
  }
  return Buffer.concat(chunks).toString("utf8");
}

function orAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
    if (signal.aborted) reject(signal.reason as Error);
    work.then(resolve, reject);
  });
}

function send(url: URL, { address, family }: OutsideAddress, { method, headers, body = "", signal }: Call) {
  // The name was looked up already: whatever it means by now, this is where the connection goes.
  const lookup: LookupFunction = (_, options, done) =>
    options.all ? done(null, [{ address, family }]) : done(null, address, family);
  const { request } = url.protocol === "https:" ? https : http;
  const sized = method === "GET" ? headers : { ...headers, "content-length": String(Buffer.byteLength(body)) };
  return new Promise<http.IncomingMessage>((resolve, reject) => {
    const call = request(url, { method, headers: sized, lookup, agent: false, signal, maxHeaderSize: 16_384 });
    // An answer that is none, such as a change of protocol, ends in a close alone.
    call.on("response", resolve).on("error", reject);
    call.on("close", () => reject(new Error("closed without an answer")));
    call.end(body);
  });
}

/** Why there was no answer: a code, never the other side's words. */
export function callFailure(error: unknown, signal: AbortSignal): string {
  if (error instanceof AddressRefused) return error.reason;
  if (signal.aborted) return (signal.reason as Error).name === "TimeoutError" ? "timeout" : "aborted";
  const code = (error as { code?: unknown } | undefined)?.code;
  if (typeof code !== "string") return "failed";
  if (/^(ERR_TLS|CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO|ERR_SSL|EPROTO|HOSTNAME)/.test(code)) return "certificate";
  return (
    { ECONNREFUSED: "connection_refused", ECONNRESET: "connection_lost", EHOSTUNREACH: "unreachable" }[code] ?? "failed"
  );
}
