import type http from "node:http";
import type { AddressRules } from "../../platform/net/address-rules.ts";
import { callFailure, openCall } from "../../platform/net/http-call.ts";

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
    const note = (address: string) => {
      ip = address;
    };
    const response = await openCall(rules, { ...post, method: "POST", signal, note });
    const excerpt = await readExcerpt(response, signal);
    return { status: response.statusCode, error: undefined, excerpt, ip, wait_seconds: waitOf(response) };
  } catch (error) {
    return { status: undefined, error: callFailure(error, signal), excerpt: "", ip, wait_seconds: undefined };
  }
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
