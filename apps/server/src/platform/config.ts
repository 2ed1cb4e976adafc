import path from "node:path";
import { z } from "zod";
import { wireId } from "./http/schema.ts";

const ROOT = path.resolve(import.meta.dirname, "../../../..");

const zPositive = z.coerce.number().int().min(1);
// Never "true": believing any number of hops believes whatever the caller wrote.
const zProxies = z
  .string()
  .regex(/^(false|[1-9]|[\d.:/a-f, ]+)$/i, "expected false, the number of proxies, or their addresses (10.0.0.0/8,…)")
  .transform((text) => (text === "false" ? false : /^\d$/.test(text) ? Number(text) : text));

/** Every variable the program reads, with its default: the one place to look. */
const zEnvironment = z.object({
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "expected postgres://user:password@host:port/database"),
  /** Connections of one process. */
  DATABASE_POOL: zPositive.max(200).default(10),
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(26_200),
  /** The address people open, for links in mails: never taken from what a caller's headers claim. */
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ""))
    .optional(),
  /** Keys and files that must outlive the process. */
  DATA_DIR: z.string().min(1).default(path.join(ROOT, ".data")),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  /** 32 bytes in hex or base64, or several with versions (1:…,2:…). Without it a key file is made in DATA_DIR on the first start. */
  HUIYOU_MASTER_KEY: z.string().optional(),
  /** A program that prints the same, within ten seconds: the client of a key management service. */
  HUIYOU_MASTER_KEY_COMMAND: z.string().optional(),
  /** Requests a minute; 0 lifts the limit. */
  RATE_LIMIT_PUBLIC: z.coerce.number().int().min(0).default(1_200),
  RATE_LIMIT_SESSION: z.coerce.number().int().min(0).default(3_000),
  RATE_LIMIT_KEY: z.coerce.number().int().min(0).default(1_200_000),
  /** Requests of one caller that the request log keeps in a second, failures counted apart; 0 keeps none. */
  REQUEST_LOG_PER_SECOND: z.coerce.number().int().min(0).max(1_000).default(20),
  /** Behind reverse proxies, so that X-Forwarded-For and -Proto are believed: how many there are, or their addresses. */
  TRUST_PROXY: zProxies.default(false),
  /** Without it /metrics answers only to private addresses. */
  METRICS_TOKEN: z.string().min(16).optional(),
  /** A request that has not arrived whole by then is cut off. */
  REQUEST_TIMEOUT_SECONDS: zPositive.max(600).default(30),
  /** How long /readyz says "draining" before the listener closes: a load balancer's polling interval. */
  DRAIN_SECONDS: z.coerce.number().min(0).max(300).default(0),
  /** Addresses of one's own network that webhooks may call (10.1.0.0/16,127.0.0.1): all else that is not public is refused. */
  WEBHOOK_ALLOW: z
    .string()
    .regex(/^[\d.:/a-f, ]*$/i, "expected addresses or ranges: 10.1.0.0/16,127.0.0.1")
    .default(""),
  /** The tenant of the member H5 when the page names none (ten_…); without it the first live tenant. */
  DEFAULT_TENANT: wireId("tenant").optional(),
});

export type Config = Readonly<z.output<typeof zEnvironment>>;

export function readConfig(environment: Record<string, string | undefined>): Config {
  // An empty variable means an unset one: compose files and shells cannot unset.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const result = zEnvironment.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${wordsOf(issue.message)}`);
  throw new Error(`The environment does not fit:\n${lines.join("\n")}`);
}

function wordsOf(message: string): string {
  if (message.endsWith("received undefined")) return "must be set";
  return message.endsWith("received NaN") ? "must be a number" : message;
}
