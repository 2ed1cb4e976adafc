import type { Reason } from "./contract.ts";

/** Hand-typed until the gates are in the generated client. */
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
}
