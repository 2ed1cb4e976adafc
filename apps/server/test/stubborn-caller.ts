// A caller that never gives up: it repeats a request under the same Idempotency-Key until it has an answer. What it was
// told is the measure of what the server must have kept.
import { setTimeout as sleep } from "node:timers/promises";

const PAUSE_MS = 60;
/** A caller whose server stays away this long gives up: the test fails instead of hanging. */
const PATIENCE_MS = 45_000;

export interface StubbornRequest {
  /** `POST /v1/purchases` */
  readonly request: string;
  readonly body: unknown;
  readonly key: string;
}

export interface Told {
  readonly status: number;
  readonly text: string;
}

/** Connections lost on the way, and answers of 503. */
export interface Setbacks {
  lost: number;
  unavailable: number;
}

export interface CallTarget {
  readonly base_url: string;
  readonly token: string;
}

/** Undefined: no answer in 45 s. */
export async function callUntilTold(
  target: CallTarget,
  asked: StubbornRequest,
  setbacks: Setbacks,
): Promise<Told | undefined> {
  for (const started = performance.now(); performance.now() - started < PATIENCE_MS; await sleep(PAUSE_MS)) {
    const told = await callOnce(target, asked);
    if (!told) setbacks.lost++;
    else if (told.status === 503) setbacks.unavailable++;
    else return told;
  }
  return undefined;
}

/** Undefined: the connection broke, nobody knows whether what was asked for was done. */
export async function callOnce(target: CallTarget, asked: StubbornRequest): Promise<Told | undefined> {
  const [method = "", path = ""] = asked.request.split(" ");
  try {
    const response = await fetch(target.base_url + path, {
      method,
      headers: {
        authorization: `Bearer ${target.token}`,
        "content-type": "application/json",
        "idempotency-key": asked.key,
      },
      body: JSON.stringify(asked.body),
    });
    return { status: response.status, text: await response.text() };
  } catch {
    return undefined;
  }
}
