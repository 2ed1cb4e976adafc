import type { Reason } from "./contract.ts";

/** Hand-typed until the gates and the figures are in the generated client. */
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

interface Page<T> {
  data: T[];
  next_cursor: string | null;
}
type Query = { query?: Record<string, string | number> };

export interface ComingRoutes {
  "GET /v1/gates": Query & { response: Page<Gate> };
  "POST /v1/admissions": {
    body: { gate_id: string; member_code?: string; phone?: string; nonce: string };
    response: Verdict;
  };
  "GET /v1/admissions": Query & { response: Page<AdmissionRow> };
  "GET /v1/insights/workbench": Query & { response: Workbench };
  "GET /v1/insights/visits": Query & { response: VisitsReport };
}
