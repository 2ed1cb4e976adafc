import type { Language } from "../../platform/kernel/errors.ts";
import type { AddressRules } from "../../platform/net/address-rules.ts";
import type { CallOutcome } from "../../platform/net/http-call.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import type { HandOver, Receipt } from "./domain/hand-over.ts";

/** What a message is to a carrier. */
export interface Parcel {
  message_id: string;
  to: string;
  kind: string;
  language: string;
  subject: string;
  body: string;
  params: Readonly<Record<string, string>>;
  created_at: Date;
}

/** A message of which the carrier is asked. */
export interface Asked {
  message_id: string;
  to: string;
  carrier_message_id: string | null;
  /** About when it was handed over. */
  sent_at: Date;
}

/** Somebody who takes messages out of the house. Calls the network: never inside a transaction. Never throws for what it is told. */
export interface Carrier {
  send(parcel: Parcel): Promise<HandOver>;
  /** Whether an attempt of which no answer came had arrived; undefined: not that it knows. */
  find?(asked: Asked): Promise<{ carrier_message_id: string | null } | undefined>;
  receipt?(asked: Asked): Promise<Receipt>;
}

/** What a cloud knows us by: AccessKey, or SecretId and SecretKey. */
export interface CloudKey {
  key_id: string;
  key_secret: string;
}

/** How a carrier is reached. */
export interface Line {
  rules: AddressRules;
  timeout_ms: number;
  signal: AbortSignal;
  runtime: Runtime;
}

/** An SMS template that the carrier has approved, for a kind of message in a language. */
export interface Template {
  kind: string;
  language: Language;
  template_id: string;
  /** Of this template, where it is not the channel's. */
  sign_name?: string | undefined;
  /** In the template's order: which of the message's values, and what the template calls it. */
  params: { value: string; name?: string | undefined }[];
}

/** The template of the message's language, or the Chinese one: a code in another language is better than none. */
export function findTemplate(templates: readonly Template[], { kind, language }: Parcel): Template | undefined {
  const of_kind = templates.filter((one) => one.kind === kind);
  return of_kind.find((one) => one.language === language) ?? of_kind.find((one) => one.language === "zh-CN");
}

export const NO_TEMPLATE: HandOver = {
  outcome: "refused",
  code: "template_missing",
  text: "",
  of: "message",
};

/** No answer came. Whether it arrived is asked before it is sent again. */
export function noAnswer({ failure }: Extract<CallOutcome, { failure: string }>): HandOver {
  return { outcome: "later", code: failure, text: "", of: "channel" };
}

/** An answer's object; undefined for what is none. */
export function parseAnswer(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    // Not JSON: a gateway in between wrote a page of its own.
    return undefined;
  }
}

export const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
