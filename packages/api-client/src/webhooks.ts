// Checks the messages of webhooks by the Standard Webhooks specification. Web standards only: Node, Deno, workers.

/** What is asked of the platform; the package brings no types of one. */
declare const crypto: {
  subtle: {
    importKey(
      format: "raw",
      key: Uint8Array,
      algorithm: object,
      extractable: false,
      usages: ["verify"],
    ): Promise<object>;
    verify(algorithm: "HMAC", key: object, signature: Uint8Array, data: Uint8Array): Promise<boolean>;
  };
};
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const atob: (text: string) => string;

const PREFIX = "whsec_";
const TOLERANCE_SECONDS = 300;

export class WebhookRefused extends Error {
  constructor(why: string) {
    super(why);
    this.name = "WebhookRefused";
  }
}

export interface WebhookMessage<Data = Record<string, unknown>> {
  /** The same for every attempt and replay: keep it and skip what you have seen. */
  id: string;
  type: string;
  timestamp: string;
  data: Data;
}

export interface ReceivedWebhook {
  /** The body as it came, byte for byte: not parsed and written again. */
  body: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** `whsec_…`, or several while one is replaced. */
  secret: string | readonly string[];
  /** Seconds since 1970; the machine's clock when absent. */
  now_seconds?: number;
}

/** The message, when it is ours and fresh. @throws WebhookRefused */
export async function readWebhook(received: ReceivedWebhook): Promise<WebhookMessage> {
  const header = (name: string): string => {
    const found = Object.entries(received.headers).find(([key]) => key.toLowerCase() === name)?.[1];
    const text = Array.isArray(found) ? found[0] : found;
    if (!text) throw new WebhookRefused(`${name} is missing`);
    return text;
  };
  const id = header("webhook-id");
  const timestamp = header("webhook-timestamp");
  const signatures = header("webhook-signature");
  requireFresh(timestamp, received.now_seconds ?? Date.now() / 1000);
  const content = new TextEncoder().encode(`${id}.${timestamp}.${received.body}`);
  for (const secret of [received.secret].flat()) {
    if (await isSigned(secret, signatures, content)) {
      return { id, ...(JSON.parse(received.body) as Omit<WebhookMessage, "id">) };
    }
  }
  throw new WebhookRefused("no signature fits");
}

function requireFresh(timestamp: string, now_seconds: number): void {
  const at = Number(timestamp);
  if (!/^\d+$/.test(timestamp) || !Number.isSafeInteger(at)) throw new WebhookRefused("webhook-timestamp is no number");
  if (Math.abs(now_seconds - at) > TOLERANCE_SECONDS) throw new WebhookRefused("the message is not of these minutes");
}

async function isSigned(secret: string, signatures: string, content: Uint8Array): Promise<boolean> {
  const bytes = decode(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret);
  if (!bytes || bytes.length === 0) throw new WebhookRefused("the secret is empty or not base64");
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
  for (const signature of signatures.split(" ")) {
    const [version, value = ""] = signature.split(",");
    const given = version === "v1" ? decode(value) : undefined;
    // The platform compares in constant time.
    if (given && (await crypto.subtle.verify("HMAC", key, given, content))) return true;
  }
  return false;
}

function decode(base64: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
