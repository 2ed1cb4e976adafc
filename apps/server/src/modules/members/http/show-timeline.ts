import type { Language } from "../../../platform/kernel/errors.ts";
import { type IdKind, toWireId } from "../../../platform/kernel/ids.ts";
import { toldBy } from "../../../platform/told.ts";
import { findSmsKind } from "../../messaging/index.ts";
import type { Timeline, TimelineItem, TimelineKind } from "../record/timeline.ts";
import { codeWord, deviceName, type Label, label, word } from "../record/timeline-words.ts";
import type { Naming } from "./show.ts";
import { entryTitle } from "./show-history.ts";

const REF_KIND: Readonly<Record<TimelineKind, IdKind>> = {
  registered: "member",
  purchase: "purchase",
  refund: "refund",
  admission: "admission",
  points: "transaction",
  wallet: "transaction",
  tier: "member_tier",
  message: "message",
  consent: "consent",
  household: "household_member",
  tag: "tag_hit",
  block: "member_block",
  note: "note",
  file: "member_file",
  identity: "identity",
  device: "session",
  merge: "merge",
  wechat: "follower",
};

const TITLE_LENGTH = 120;

interface Telling {
  item: TimelineItem;
  language: Language;
  naming: Naming;
}

/** What the kind of the row says of it; rows of one kind have the same. */
const FACTS: Readonly<Record<TimelineKind, readonly Label[]>> = {
  registered: ["source", "unit", "qr", "scene"],
  purchase: ["channel", "items"],
  refund: [],
  admission: ["direction", "reason"],
  points: [],
  wallet: [],
  tier: ["reason", "until"],
  message: ["status"],
  consent: ["channel", "text_version"],
  household: ["role"],
  tag: ["how"],
  block: ["reason", "until"],
  note: ["words", "seen_by", "edited_at"],
  file: ["media_type", "size"],
  identity: ["issuer", "source", "verified"],
  device: ["device", "last_seen_at"],
  merge: ["reason"],
  wechat: ["scene"],
};

export function showTimelineItem(naming: Naming, language: Language, names: Timeline["names"]) {
  return (item: TimelineItem) => {
    const { at, kind, ref, amount_fen, points, venue_id, admitted, data } = item;
    const telling = { item, language, naming };
    const venue_name = naming.venue(venue_id);
    const by = byWhom(telling, names);
    return {
      at: naming.time(at, venue_id),
      kind,
      title: titleOf(telling),
      ...(amount_fen === null ? {} : { amount_fen }),
      ...(points === null ? {} : { points }),
      ...(venue_name === null ? {} : { venue_name }),
      ...(admitted === null ? {} : { admitted }),
      ...(by === undefined ? {} : { by }),
      ...(kind === "merge"
        ? { other: { member_id: toWireId("member", String(data["other_id"])), name: item.title ?? "" } }
        : {}),
      ref: toWireId(REF_KIND[kind], ref),
      facts: factsOf(telling),
    };
  };
}

function byWhom({ item, language }: Telling, names: Timeline["names"]): string | undefined {
  const { actor, actor_id } = item;
  if (actor === null) return undefined;
  return (
    names.get(actor_id ?? "") ??
    (actor === "member" || actor === "system" ? codeWord(language, "by", actor) : undefined)
  );
}

function titleOf(telling: Telling): string {
  const { item, language } = telling;
  const { kind, title, what, admitted, data } = item;
  const named = { name: title ?? "" };
  switch (kind) {
    case "registered":
      return word(language, "registered");
    case "purchase":
      return purchaseTitle(language, data["items"]);
    case "refund":
      return word(language, "refund");
    case "admission":
      if (admitted === false) return refusalTitle(telling);
      return what === "exit" ? word(language, "left_by", { gate: named.name }) : named.name;
    case "points":
    case "wallet":
      return entryTitle({ kind: what ?? "", title: named.name }, language);
    case "tier":
    case "file":
      return word(language, kind, named);
    case "tag":
      return word(language, what === "taken" ? "tag_taken" : "tag_given", named);
    case "block":
      return blockTitle(language, item);
    case "message":
      return messageTitle(language, item);
    case "consent":
      return word(language, what === "granted" ? "consent_granted" : "consent_withdrawn", {
        purpose: codeWord(language, "purpose", named.name),
      });
    case "household":
      return word(language, what === "left" ? "household_left" : "household_joined", named);
    case "note":
      return firstLine(named.name);
    case "identity":
      return word(language, "identity", { kind: codeWord(language, "identity", what ?? ""), shown: named.name });
    case "device":
      return word(language, "device", { device: deviceName(language, named.name) });
    case "merge":
      if (what === "merged") return word(language, "merge_merged");
      return word(language, what === "parted" ? "merge_parted" : "merge_unmerged");
    case "wechat":
      return word(language, what === "unfollowed" ? "wechat_unfollowed" : "wechat_followed", named);
  }
}

/** In the gate's own words; of those who were admitted nobody asks why. */
const refusals = ({ item, language }: Telling): readonly string[] =>
  item.admitted === false ? toldBy("admission.reasons", item.data["reasons"], language) : [];

/** The first reason decides; the others stand behind the row. */
function refusalTitle(telling: Telling): string {
  const [why] = refusals(telling);
  const { item, language } = telling;
  const gate = item.title ?? "";
  return why === undefined ? word(language, "refused", { gate }) : word(language, "refused_why", { gate, why });
}

function purchaseTitle(language: Language, items: unknown): string {
  if (!Array.isArray(items) || items.length === 0) return word(language, "purchase");
  const first = String(items[0]);
  const [count, rest] = [String(items.length), String(items.length - 1)];
  const told = items.length === 1 ? first : word(language, "items_more", { first, count, rest });
  return word(language, "purchase_of", { items: told });
}

function messageTitle(language: Language, { what, data }: TimelineItem): string {
  const kind = findSmsKind(what ?? "")?.label[language] ?? codeWord(language, "message_kind", what ?? "");
  const is_mail = /^(email|smtp)/.test(String(data["channel"]));
  return word(language, is_mail ? "message_email" : "message_sms", { kind });
}

function blockTitle(language: Language, { what, data }: TimelineItem): string {
  if (what === "released") return word(language, "block_released");
  const scopes = Array.isArray(data["scopes"]) ? data["scopes"].map(String) : [];
  return word(language, "block_blocked", { scopes: scopes.map((one) => codeWord(language, "scope", one)).join(" · ") });
}

function firstLine(words: string): string {
  const line = words.trim().split("\n", 1)[0] ?? "";
  return line.length > TITLE_LENGTH ? `${line.slice(0, TITLE_LENGTH).toWellFormed()}…` : line;
}

function factsOf(telling: Telling): { label: string; value: string }[] {
  const { item, language } = telling;
  return FACTS[item.kind].flatMap((key) => {
    const value = factOf(telling, key);
    return value === undefined || value === "" ? [] : [{ label: label(language, key), value }];
  });
}

function factOf(telling: Telling, key: Label): string | undefined {
  const { item, language, naming } = telling;
  const { kind, title, what, data } = item;
  const text = (name: string) => (typeof data[name] === "string" ? data[name] : undefined);
  const time = (name: string) => naming.maybe(dateIn(data[name]))?.slice(0, 16).replace("T", " ");
  switch (key) {
    case "source":
      return codeWord(language, "source", text("source") ?? "");
    case "unit":
      return naming.unit(text("unit_id") ?? "");
    case "channel":
      return codeWord(language, kind === "purchase" ? "purchase_channel" : "consent_channel", text("channel") ?? "");
    case "items":
      return Array.isArray(data["items"]) ? data["items"].join(" · ") : undefined;
    case "direction":
      return codeWord(language, "direction", what ?? "");
    case "status":
      return codeWord(language, "message_status", text("status") ?? "");
    case "role":
      return codeWord(language, "role", text("role") ?? "");
    case "words":
    case "device":
      return title ?? undefined;
    case "seen_by":
      return naming.unit(text("unit_id") ?? "");
    case "reason":
      return kind === "admission" ? refusals(telling).join(" · ") : text(key);
    case "until":
    case "edited_at":
    case "last_seen_at":
      return time(key);
    case "size":
      return `${Math.max(1, Math.round(Number(data["size_bytes"]) / 1024))} KB`;
    case "how":
      return codeWord(language, "tagged", data["automatic"] === true ? "rule" : "hand");
    case "verified":
      return codeWord(language, "yes_no", String(data["verified"]));
    default:
      return text(key);
  }
}

const dateIn = (value: unknown): Date | null => (typeof value === "string" ? new Date(value) : null);
