// The member's slice of the contract.

export type Language = "zh-CN" | "en" | "ko";

export interface ClientConfig {
  tenant_id: string;
  tenant_name: string;
  names: Record<Language, string>;
  languages: Language[];
  test_channel: boolean;
}

export interface MemberProfile {
  member_id: string;
  name: string;
  card_no: string;
  phone_masked: string | null;
  joined_at: string;
  points: {
    available: number;
    pending: number;
    pending_from: string | null;
    expiring: { amount: number; on: string } | null;
  };
}

export interface MemberCode {
  code: string;
  valid_from: string;
  valid_until: string;
}

export interface MemberCodes {
  codes: MemberCode[];
  server_time: string;
  refresh_seconds: number;
}

export type EntryFilter = "all" | "earned" | "spent" | "pending" | "expiring";

export interface Entry {
  entry_no: number;
  transaction_id: string;
  kind: string;
  amount: number;
  balance_after: number;
  business_time: string;
  venue_name: string | null;
  title: string;
  state: "posted" | "pending";
  available_from: string | null;
  expires_at: string | null;
  trace_available: boolean;
}

export interface TraceFactor {
  kind: string;
  label: string;
  num: number;
  den: number;
}

export interface TraceLine {
  line_no: number;
  title: string;
  amount_fen: number;
  own_money_fen: number;
  factors: TraceFactor[];
  product: string;
  points: number;
}

export interface Trace {
  program_version: number;
  lines: TraceLine[];
  sum: number;
  cap: { kind: string; limit: number; used_before: number; removed: number } | null;
  result: number;
  rejected: { label: string; reason: string }[];
  lot: { available_from: string | null; expires_at: string | null } | null;
}

export interface Transaction {
  transaction_id: string;
  kind: string;
  business_time: string;
  trace: Trace | null;
}

export interface Visit {
  admission_id: string;
  venue_name: string;
  gate_name: string;
  business_time: string;
  admitted: boolean;
}

export interface Page<Row> {
  data: Row[];
  next_cursor: string | null;
}

interface Paging {
  limit?: number;
  cursor?: string;
}

export interface Routes {
  "GET /v1/client_config": { query?: { tenant_id?: string }; response: ClientConfig };
  "POST /v1/member/sms_codes": {
    body: { tenant_id: string; phone: string };
    response: { resend_after_seconds: number };
  };
  "POST /v1/member/sessions": {
    body: {
      tenant_id: string;
      phone: string;
      code: string;
      consents: { purpose: "membership"; text_version: string }[];
    };
    response: { token: string; member: { member_id: string; name: string }; registered: boolean };
  };
  "DELETE /v1/member/session": { response: undefined };
  "GET /v1/member": { response: MemberProfile };
  "PATCH /v1/member": { body: { name?: string; language?: Language }; response: MemberProfile };
  "GET /v1/member/code": { response: MemberCodes };
  "GET /v1/member/entries": { query?: Paging & { filter?: EntryFilter }; response: Page<Entry> };
  "GET /v1/member/transactions/{id}": { path: { id: string }; response: Transaction };
  "GET /v1/member/visits": { query?: Paging; response: Page<Visit> };
}
