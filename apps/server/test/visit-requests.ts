// Requests of gates that work: part of requests.ts.
import type { Builder } from "./requests.ts";
import { business_time, buyer } from "./request-samples.ts";

export const visitRequests: Record<string, Builder> = {
  "POST /v1/gates": ({ venue_id }, n) => ({
    body: { venue_id, code: `gate-${n}`, name: "东门", kind: "entry", x: 1, y: 2 },
  }),
  "POST /v1/admissions": ({ gate_id, member_id }, n) => ({
    body: { gate_id, member_id, nonce: `scan ${n}`, business_time },
    instead: buyer,
  }),
  "POST /v1/admissions/bulk": ({ gate_id, member_id }, n) => ({
    body: {
      admissions: [
        { external_id: `pass ${n}`, gate_id, member_id, business_time, kind: "check_in", time_precision: "second" },
      ],
    },
    instead: {
      "/admissions/0/gate_code": ["/admissions/0/gate_id"],
      "/admissions/0/member_external_id": ["/admissions/0/member_id"],
    },
  }),
};
