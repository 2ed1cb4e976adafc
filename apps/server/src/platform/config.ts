import path from "node:path";
import { z } from "zod";
import { wireId } from "./http/schema.ts";

const ROOT = path.resolve(import.meta.dirname, "../../../..");

const zPositive = z.coerce.number().int().min(1);
const zSwitch = z.enum(["true", "false"]).transform((text) => text === "true");

/** Every variable the program reads, with its default: the one place to look. */
const zEnvironment = z.object({
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//, "expected postgres://user:password@host:port/database"),
  /** Connections of one process. */
  DATABASE_POOL: zPositive.max(200).default(10),
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(26_200),
  /** Keys and files that must outlive the process. */
  DATA_DIR: z.string().min(1).default(path.join(ROOT, ".data")),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  /** 32 bytes in hex or base64, or several with versions (1:…,2:…). Without it a key file is made in DATA_DIR on the first start. */
  HUIYOU_MASTER_KEY: z.string().optional(),
  /** Requests a minute; 0 lifts the limit. */
  RATE_LIMIT_PUBLIC: z.coerce.number().int().min(0).default(1_200),
  RATE_LIMIT_SESSION: z.coerce.number().int().min(0).default(3_000),
  RATE_LIMIT_KEY: z.coerce.number().int().min(0).default(1_200_000),
  /** Set behind a reverse proxy, so that X-Forwarded-For and -Proto are believed. */
  TRUST_PROXY: zSwitch.default(false),
  /** Without it /metrics answers only to private addresses. */
  METRICS_TOKEN: z.string().min(16).optional(),
  /** How long /readyz says "draining" before the listener closes: a load balancer's polling interval. */
  DRAIN_SECONDS: z.coerce.number().min(0).max(300).default(0),
  /** The tenant of the member H5 when the page names none (ten_…); without it the first live tenant. */
  DEFAULT_TENANT: wireId("tenant").optional(),
});

export type Config = Readonly<z.output<typeof zEnvironment>>;

export function readConfig(environment: Record<string, string | undefined>): Config {
  // An empty variable means an unset one: compose files and shells cannot unset.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const result = zEnvironment.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The configuration is not complete:\n${lines.join("\n")}`);
}
