import type { Language } from "../../../platform/kernel/errors.ts";
import { type IdKind, toWireId } from "../../../platform/kernel/ids.ts";
import { kindText, type LotRow } from "../../ledger/index.ts";
import type { ListPurchasesRow, ListVisitsRow } from "../db/history.gen.ts";
import type { MemberEntry, MemberLot, MemberTransaction } from "../member-history.ts";
import type { Naming } from "./show.ts";
import { showAward, showWhy, type Words } from "./show-why.ts";

const REFUND_OF: Record<Language, string> = { "zh-CN": "退款：{title}", en: "Refund: {title}", ko: "환불: {title}" };

/** A refund bears the name of what came back: the kind is said before it. */
export function entryTitle({ kind, title }: { kind: string; title: string }, language: Language): string {
  if (title === "") return kindText(kind, language);
  return kind === "refund" ? REFUND_OF[language].replace("{title}", title) : title;
}

export function showEntry(naming: Naming, words: Words) {
  const { language } = words;
  const why = showWhy(words);
  return (entry: MemberEntry) => ({
    entry_no: entry.entry_no,
    transaction_id: toWireId("transaction", entry.transaction_id),
    kind: entry.kind,
    title: entryTitle(entry, language),
    amount: entry.amount,
    balance_after: entry.balance_after,
    business_time: naming.time(entry.business_time, entry.venue_id),
    recorded_at: entry.recorded_at.toISOString(),
    venue_id: entry.venue_id && toWireId("venue", entry.venue_id),
    venue_name: naming.venue(entry.venue_id),
    state: entry.state,
    available_from: naming.maybe(entry.available_from),
    expires_at: naming.maybe(entry.expires_at),
    trace_available: true,
    why: why(entry),
  });
}

export function showLot(naming: Naming) {
  return (lot: LotRow) => ({
    lot_id: toWireId("lot", lot.lot_id),
    transaction_id: toWireId("transaction", lot.transaction_id),
    amount: lot.amount,
    remaining: lot.remaining,
    earned_at: naming.time(lot.earned_at),
    available_from: naming.time(lot.available_from),
    expires_at: naming.maybe(lot.expires_at),
  });
}

export function showMemberLot(naming: Naming, language: Language) {
  return ({ lot, state, origin, from_me, from_name, kind, title }: MemberLot) => ({
    lot_id: toWireId("lot", lot.lot_id),
    amount: lot.amount,
    remaining: lot.remaining,
    held: lot.held,
    earned_at: naming.time(lot.earned_at),
    available_from: naming.time(lot.available_from),
    expires_at: naming.maybe(lot.expires_at),
    state,
    origin,
    title: entryTitle({ kind, title }, language),
    from_name,
    from_me,
  });
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const SOURCES: Readonly<Record<string, IdKind>> = {
  purchase: "purchase",
  refund: "refund",
  adjustment: "adjustment",
};

/** A purchase is named as its own routes name it; other sources keep the number they came with. */
function showSource({ source_type, source_id }: MemberTransaction["transaction"]): string {
  const kind = SOURCES[source_type];
  return kind && UUID.test(source_id) ? toWireId(kind, source_id) : source_id;
}

export function showTransaction(naming: Naming, words: Words, found: MemberTransaction) {
  const { transaction, member_id } = found;
  const { venue_id } = transaction;
  const own = transaction.entries.filter((entry) => entry.owner_id === member_id);
  const assets = new Map(own.map((entry) => [entry.account_id, entry.asset]));
  return {
    transaction_id: toWireId("transaction", transaction.transaction_id),
    member_id: toWireId("member", member_id),
    kind: transaction.kind,
    title: entryTitle(transaction, words.language),
    business_time: naming.time(transaction.business_time, venue_id),
    business_date: transaction.business_date,
    recorded_at: transaction.recorded_at.toISOString(),
    venue_id: venue_id && toWireId("venue", venue_id),
    venue_name: naming.venue(venue_id),
    source_type: transaction.source_type,
    source_id: showSource(transaction),
    // The other side of a transfer is another person's business.
    entries: own.map(({ asset, entry_no, amount, balance_after }) => ({
      asset,
      amount,
      entry_no: entry_no ?? 0,
      balance_after: balance_after ?? 0,
    })),
    drawn_from: transaction.allocations.flatMap(({ account_id, lot_id, amount, expires_at }) => {
      const asset = assets.get(account_id);
      if (asset === undefined) return [];
      const until = expires_at === null ? null : naming.time(new Date(expires_at));
      return [{ lot_id: toWireId("lot", lot_id), asset, amount, expires_at: until }];
    }),
    trace: showAward(words, naming, found),
  };
}

export function showVisit(naming: Naming) {
  return (visit: ListVisitsRow) => ({
    admission_id: toWireId("admission", visit.admission_id),
    kind: visit.kind,
    venue_name: naming.venue(visit.venue_id) ?? "",
    gate_name: visit.gate_name,
    business_time: naming.time(visit.business_time, visit.venue_id),
    admitted: visit.admitted,
  });
}

export function showPurchase(naming: Naming) {
  return (purchase: ListPurchasesRow) => ({
    purchase_id: toWireId("purchase", purchase.purchase_id),
    venue_id: toWireId("venue", purchase.venue_id),
    venue_name: naming.venue(purchase.venue_id) ?? "",
    business_time: naming.time(purchase.business_time, purchase.venue_id),
    business_date: purchase.business_date,
    total_fen: purchase.total_fen,
    refunded_fen: purchase.refunded_fen,
    points: purchase.points,
  });
}
