import http from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import { AddressRefused, type AddressRules, type ReceiverAddress } from "./receiver-address.ts";

export interface Post {
  url: string;
  headers: Record<string, string>;
  body: string;
  /** For everything together: name, connection, answer. */
  timeout_ms: number;
  signal: AbortSignal;
}

export interface Reception {
  status: number | undefined;
  /** Why there was no answer: a code, never the receiver's words. */
  error: string | undefined;
  excerpt: string;
  ip: string | undefined;
  wait_seconds: number | undefined;
}

const EXCERPT_BYTES = 1_024;
/** An answer counts by its status. Its words are waited for this long and no longer. */
const BODY_MS = 2_000;

/** One POST to one address: no redirect is followed, no proxy asked, no more than a kilobyte read. Never throws. */
export async function postToReceiver(rules: AddressRules, post: Post): Promise<Reception> {
  const signal = AbortSignal.any([post.signal, AbortSignal.timeout(post.timeout_ms)]);
  let ip: string | undefined;
  try {
    const target = new URL(post.url);
    const found = await orAbort(rules.find(target.hostname), signal);
    ip = found.address;
    const response = await send(target, found, post, signal);
    const excerpt = await readExcerpt(response, signal);
    return { status: response.statusCode, error: undefined, excerpt, ip, wait_seconds: waitOf(response) };
  } catch (error) {
    return { status: undefined, error: codeOf(error, signal), excerpt: "", ip, wait_seconds: undefined };
  }
}

function orAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
    if (signal.aborted) reject(signal.reason as Error);
    work.then(resolve, reject);
  });
}

function send(url: URL, { address, family }: ReceiverAddress, post: Post, signal: AbortSignal) {
  // The name was looked up already: whatever it means by now, this is where the connection goes.
  const lookup: LookupFunction = (_, options, done) =>
    options.all ? done(null, [{ address, family }]) : done(null, address, family);
  const { request } = url.protocol === "https:" ? https : http;
  const headers = { ...post.headers, "content-length": String(Buffer.byteLength(post.body)) };
  return new Promise<http.IncomingMessage>((resolve, reject) => {
    const call = request(url, { method: "POST", headers, lookup, agent: false, signal, maxHeaderSize: 16_384 });
    // An answer that is none, such as a change of protocol, ends in a close alone.
    call.on("response", resolve).on("error", reject);
    call.on("close", () => reject(new Error("closed without an answer")));
    call.end(post.body);
  });
}

async function readExcerpt(response: http.IncomingMessage, signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  const enough = AbortSignal.any([signal, AbortSignal.timeout(BODY_MS)]);
  const stop = () => response.destroy();
  enough.addEventListener("abort", stop, { once: true });
  try {
    for await (const chunk of response) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size >= EXCERPT_BYTES) break;
    }
  } catch {
    // Cut off in the middle of its words: the status has come, and that is what counts.
  } finally {
    enough.removeEventListener("abort", stop);
    response.destroy();
  }
  return Buffer.concat(chunks).subarray(0, EXCERPT_BYTES).toString("utf8").replaceAll("\0", "");
}

function waitOf({ headers }: http.IncomingMessage): number | undefined {
  const seconds = Number(headers["retry-after"]);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : undefined;
}

function codeOf(error: unknown, signal: AbortSignal): string {
  if (error instanceof AddressRefused) return error.reason;
  if (signal.aborted) return (signal.reason as Error).name === "TimeoutError" ? "timeout" : "aborted";
  const code = (error as { code?: unknown } | undefined)?.code;
  if (typeof code !== "string") return "failed";
  if (/^(ERR_TLS|CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO|ERR_SSL|EPROTO|HOSTNAME)/.test(code)) return "certificate";
  return (
    { ECONNREFUSED: "connection_refused", ECONNRESET: "connection_lost", EHOSTUNREACH: "unreachable" }[code] ?? "failed"
  );
}
