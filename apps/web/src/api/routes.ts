import type * as C from "./contract.ts";

interface Page<T> {
  data: T[];
  next_cursor: string | null;
}
interface Listed<T> {
  data: T[];
}
type Id<N extends string> = { path: Record<N, string> };
type Query = { query?: Record<string, string | number | undefined> };

/** What the console calls, hand-typed until the generated interface of the same shape is on main. */
export interface Routes {
  "GET /v1/session": { response: C.Session };
  "POST /v1/sessions": { body: { email: string; password: string; transport: "cookie" }; response: C.Session };
  "POST /v1/session/switch": { body: { tenant_id: string }; response: C.Session };
  "DELETE /v1/session": { response: undefined };
  "GET /v1/sessions": { response: Listed<C.SessionRow> };
  "DELETE /v1/sessions/{session_id}": Id<"session_id"> & { response: undefined };
  "GET /v1/org_units": { response: Listed<C.OrgUnit> };
  "GET /v1/venues": { response: Listed<C.Venue> };
  "GET /v1/staff": Query & { response: Page<C.StaffRow> };
  "GET /v1/test_clock": { response: { now: string } };
  "POST /v1/test_clock/advance": {
    body: { to: string };
    response: { now: string; timers_run: number; complete: boolean };
  };
  "GET /v1/members": Query & { response: Page<C.MemberRow> };
  "GET /v1/members/count": Query & { response: { count: number; estimated: boolean } };
  "POST /v1/members": {
    body: { name: string; phone?: string; home_unit_id: string; source: string };
    response: C.Member;
  };
  "POST /v1/members/identify": {
    body: { member_code?: string; phone?: string; card_no?: string };
    response: C.MemberHit;
  };
  "GET /v1/members/{member_id}": Id<"member_id"> & { response: C.Member };
  "PATCH /v1/members/{member_id}": Id<"member_id"> & {
    body: {
      version: number;
      name?: string;
      tags?: string[];
      status?: C.MemberStatus;
      reason?: string;
      home_unit_id?: string;
    };
    response: C.Member;
  };
  "GET /v1/members/{member_id}/timeline": Id<"member_id"> & Query & { response: Page<C.TimelineItem> };
  "GET /v1/members/{member_id}/entries": Id<"member_id"> & Query & { response: Page<C.Entry> };
  "GET /v1/members/{member_id}/lots": Id<"member_id"> & Query & { response: Listed<C.Lot> };
  "GET /v1/transactions/{transaction_id}": Id<"transaction_id"> & { response: C.Transaction };
  "GET /v1/tags": { response: Listed<C.Tag> };
  "POST /v1/tags": { body: { name: string }; response: C.Tag };
  "GET /v1/messages": Query & { response: Page<C.MessageRow> };
  "POST /v1/purchases/evaluate": { body: C.PurchaseIn; response: C.Evaluation };
  "POST /v1/purchases": { body: C.PurchaseIn; response: C.CommittedPurchase };
  "GET /v1/purchases/{purchase_id}": Id<"purchase_id"> & { response: C.Purchase };
  "GET /v1/purchases": Query & { response: Page<C.PurchaseRow> };
  "GET /v1/points/program": { response: C.Program };
  "GET /v1/gates": Query & { response: Listed<C.Gate> };
  "POST /v1/admissions": {
    body: { gate_id: string; member_code?: string; phone?: string; nonce: string };
    response: C.Verdict;
  };
  "GET /v1/admissions": Query & { response: Page<C.AdmissionRow> };
  "GET /v1/insights/workbench": Query & { response: C.Workbench };
  "GET /v1/insights/visits": Query & { response: C.VisitsReport };
}
