// The public API as an integrator calls it: an API key, JSON, patience.
import { setTimeout as sleep } from "node:timers/promises";
import { messageOf } from "../dev/terminal.ts";

/** An answer that trying again would not change. */
export class Refused extends Error {
  readonly status: number;
  readonly problem: Problem;

  constructor(request: string, status: number, problem: Problem) {
    super(`${request} answered ${status} ${problem.code ?? ""}: ${problem.detail ?? problem.title ?? ""}`);
    this.status = status;
    this.problem = problem;
  }
}

export interface Problem {
  readonly code?: string;
  readonly title?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly code: string; readonly detail: string }[];
}

export interface Api {
  readonly base_url: string;
  /** `call<Venue>("POST /v1/venues", body)` */
  call<T>(request: string, body?: unknown): Promise<T>;
}

export interface ApiOptions {
  readonly base_url: string;
  readonly key: string;
  /** Told when the server is waited for. */
  readonly onWait?: (reason: string) => void;
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 10_000;
/** Longer than a restart of the server takes. */
const PATIENCE_MS = 180_000;
const REQUEST_TIMEOUT_MS = 120_000;

/** Repeats what 429, 5xx and lost connections cut short; everything sent by an import may be sent again. */
export function createApi({ base_url, key, onWait }: ApiOptions): Api {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json", "accept-language": "en" };
  const base = base_url.replace(/\/+$/, "");

  async function call<T>(request: string, body?: unknown): Promise<T> {
    const [method = "GET", path = "/"] = request.split(" ");
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const started = performance.now();
    for (let attempt = 0; ; attempt++) {
      const outcome = await attemptOnce(base + path, init);
      if (outcome.kind === "answer") return outcome.body as T;
      if (outcome.kind === "refused") throw new Refused(request, outcome.status, outcome.problem);
      if (performance.now() - started > PATIENCE_MS) throw new Error(`${request}: ${outcome.reason}; gave up`);
      onWait?.(outcome.reason);
      await sleep(outcome.wait_ms ?? backOff(attempt));
    }
  }
  return { base_url: base, call };
}

type Outcome =
  | { kind: "answer"; body: unknown }
  | { kind: "refused"; status: number; problem: Problem }
  | { kind: "later"; reason: string; wait_ms: number | undefined };

async function attemptOnce(url: string, init: RequestInit): Promise<Outcome> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) });
    const text = await response.text();
    if (response.ok) return { kind: "answer", body: JSON.parse(text) };
    const { status } = response;
    if (status !== 429 && status < 500) return { kind: "refused", status, problem: parseProblem(text) };
    const seconds = Number(response.headers.get("retry-after"));
    return {
      kind: "later",
      reason: `the server answered ${status}`,
      wait_ms: seconds > 0 ? seconds * 1000 : undefined,
    };
  } catch (error) {
    const { cause } = error as { cause?: { code?: string } };
    return { kind: "later", reason: `no answer (${cause?.code ?? messageOf(error)})`, wait_ms: undefined };
  }
}

function parseProblem(text: string): Problem {
  try {
    return JSON.parse(text) as Problem;
  } catch {
    return { detail: text.slice(0, 200) };
  }
}

/** Doubling, with jitter so that two lanes do not knock together. */
function backOff(attempt: number): number {
  const wait_ms = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
  return wait_ms * (0.5 + Math.random() / 2);
}
