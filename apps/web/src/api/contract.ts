/** Hand-typed slice of the wire contract, replaced by the generated client as soon as it exists. */
export interface TenantRef {
  tenant_id: string;
  name: string;
  mode: "live" | "sandbox";
}
export interface Session {
  staff: { staff_id: string; name: string; email: string };
  tenant: TenantRef;
  tenants: TenantRef[];
  permissions: string[];
  scope: { unit_id: string | null; name: string; all: boolean };
}
export interface SessionRow {
  session_id: string;
  created_at: string;
  last_seen_at: string;
  user_agent: string | null;
  current: boolean;
}
export interface OrgUnit {
  unit_id: string;
  parent_id: string | null;
  kind: "group" | "company" | "venue" | "store";
  name: string;
  code: string;
}
export interface Venue {
  venue_id: string;
  unit_id: string;
  name: string;
  code: string;
  business_type: BusinessType;
  time_zone: string;
  day_cutoff: string;
  opens_at: string;
  closes_at: string;
  status: "open" | "closed" | "before_open";
  map: { width: number; height: number } | null;
}
export interface StaffRow {
  staff_id: string;
  name: string;
  email: string;
  role: string;
  unit_id: string;
  unit_name: string;
  status: "active" | "disabled";
}
export type BusinessType =
  | "ticket"
  | "dining"
  | "lodging"
  | "retail"
  | "parking"
  | "entertainment"
  | "wellness"
  | "transport";
export type PaymentMethod = "cash" | "card" | "wechat" | "alipay" | "wallet";
export interface Tag {
  tag_id: string;
  name: string;
}
export interface MemberRow {
  member_id: string;
  card_no: string;
  name: string;
  phone_masked: string | null;
  home_unit_id: string;
  home_unit_name: string;
  status: MemberStatus;
  tags: Tag[];
  points_available: number;
  joined_at: string;
  last_purchase_at: string | null;
  last_visit_at: string | null;
}
export type MemberStatus = "active" | "blocked";
export interface Member {
  member_id: string;
  card_no: string;
  name: string;
  phone_masked: string | null;
  home_unit_id: string;
  home_unit_name: string;
  status: MemberStatus;
  status_reason: string | null;
  tags: Tag[];
  joined_at: string;
  version: number;
  source: string;
  language: string | null;
  accounts: { points: PointsSummary };
  stats: {
    purchases_count: number;
    spend_fen: number;
    visits_count: number;
    last_visit_at: string | null;
    first_seen_at: string | null;
  };
}
export interface PointsSummary {
  available: number;
  pending: number;
  expiring: { amount: number; on: string } | null;
  lifetime_earned: number;
}
export interface MemberHit {
  member_id: string;
  name: string;
  phone_masked: string | null;
  card_no: string;
  status: MemberStatus;
  points_available: number;
}
export interface TimelineItem {
  at: string;
  kind: "registered" | "purchase" | "admission" | "points";
  title: string;
  amount_fen?: number;
  points?: number;
  venue_name?: string;
  ref: string;
}
export interface Entry {
  entry_no: number;
  transaction_id: string;
  kind: string;
  amount: number;
  balance_after: number;
  business_time: string;
  recorded_at: string;
  venue_id: string | null;
  venue_name: string | null;
  title: string;
  state: "posted" | "pending";
  available_from: string | null;
  expires_at: string | null;
  trace_available: boolean;
}
export interface Lot {
  lot_id: string;
  amount: number;
  remaining: number;
  available_from: string;
  expires_at: string | null;
  earned_at: string;
  transaction_id: string;
}
export interface Factor {
  kind: string;
  rule_id: string;
  rule_version: number;
  num: number;
  den: number;
  /** Which rule it was, once there is more than the base rate. */
  label?: string;
}
export interface TraceLine {
  line_no: number;
  title: string;
  amount_fen: number;
  own_money_fen: number;
  factors: Factor[];
  product: string;
  points: number;
}
export interface Rejection {
  rule: string;
  expected: unknown;
  actual: unknown;
}
/** What the points engine stores with a transaction; see readTrace. */
export interface Trace {
  program_version: number;
  lines: TraceLine[];
  sum: number;
  cap: { kind: string; limit: number; used_before: number; removed: number };
  result: number;
  rejected?: Rejection[];
  lot?: { available_from: string; expires_at: string | null };
}
export interface Transaction {
  transaction_id: string;
  member_id: string;
  kind: string;
  title: string;
  business_time: string;
  business_date: string;
  recorded_at: string;
  source_type: string;
  source_id: string;
  entries: { asset: string; entry_no: number; amount: number; balance_after: number }[];
  drawn_from: { lot_id: string; amount: number; expires_at: string | null }[];
  trace: Record<string, unknown> | null;
}
export interface PurchaseLineIn {
  item_code?: string;
  item_name: string;
  business_type: BusinessType;
  quantity: number;
  amount_fen: number;
}
export interface PurchaseIn {
  member_id?: string;
  member_code?: string;
  phone?: string;
  venue_id: string;
  business_time?: string;
  lines: PurchaseLineIn[];
  payments: { method: PaymentMethod; amount_fen: number }[];
}
export interface Evaluation {
  accepted: boolean;
  reasons: Reason[];
  total_fen: number;
  points: { total: number; lines: { line_no: number; points: number }[]; trace: Trace | null };
  member: { member_id: string; name: string; card_no: string } | null;
}
export interface Reason {
  code: string;
  rule?: string;
  expected?: unknown;
  actual?: unknown;
  message?: string;
}
export interface Purchase {
  purchase_id: string;
  member_id: string | null;
  venue_id: string;
  venue_name: string;
  business_time: string;
  total_fen: number;
  points_awarded: number;
  transaction_id: string | null;
  payments: { method: PaymentMethod; amount_fen: number }[];
  lines: {
    line_no: number;
    item_name: string;
    business_type: BusinessType;
    quantity: number;
    amount_fen: number;
    own_money_fen: number;
    points_awarded: number;
  }[];
}
export interface Gate {
  gate_id: string;
  venue_id: string;
  code: string;
  name: string;
  kind: "entry" | "exit" | "attraction";
  x: number | null;
  y: number | null;
}
export interface Verdict {
  admission_id: string;
  admitted: boolean;
  reasons: Reason[];
  member: { name_masked: string; card_no: string } | null;
  business_time: string;
  gate: { gate_id: string; name: string };
  venue: { venue_id: string; name: string };
  previous?: { business_time: string; gate_name: string } | null;
}
export interface AdmissionRow {
  admission_id: string;
  admitted: boolean;
  reasons: Reason[];
  member: { name_masked: string; card_no: string } | null;
  business_time: string;
  gate_name: string;
  venue_name: string;
  kind: string;
}
export interface MessageRow {
  message_id: string;
  channel: string;
  to_masked: string;
  body: string;
  status: string;
  created_at: string;
}
export interface Program {
  version: number;
  rule_id: string;
  rate: { points: number; per_fen: number };
  daily_cap: number;
  expiry: "end_of_next_year";
  time_zone: string;
  effective_from: string;
}
export interface CardValue {
  value: number;
  compare: number;
  spark: number[];
  definition: string;
}
export interface Workbench {
  as_of: string;
  date: string;
  compare_date: string;
  cards: { entries: CardValue; net_spend_fen: CardValue; new_members: CardValue; points_issued: CardValue };
  hourly: { hour: number; value: number | null; compare: number }[];
  venues: WorkbenchVenue[];
  total: {
    entries: number;
    entries_compare: number;
    spend_fen: number;
    new_members: number;
    member_share: number | null;
  };
}
export interface WorkbenchVenue {
  venue_id: string | null;
  name: string;
  status: "open" | "closed" | "before_open";
  entries: number;
  entries_compare: number;
  spend_fen: number;
  new_members: number;
  member_share: number | null;
  spark: number[];
}
export interface VisitsReport {
  date: string;
  entries: number;
  check_ins: number;
  by_hour: { hour: number; entries: number }[];
  by_place: { gate_id: string; code: string; name: string; x: number | null; y: number | null; check_ins: number }[];
}

export interface PurchaseRow {
  purchase_id: string;
  member_id: string | null;
  venue_id: string;
  venue_name: string;
  business_time: string;
  total_fen: number;
  points_awarded: number;
  transaction_id: string | null;
  title: string;
  member_name: string | null;
}
export interface CommittedPurchase {
  purchase_id: string;
  member_id: string | null;
  total_fen: number;
  points_awarded: number;
  transaction_id: string | null;
}
