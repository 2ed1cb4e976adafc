import "./errors.ts";

export { type AdmissionAnswer, admit, type Named, type Scan, type ScopeUnits } from "./admit.ts";
export { deliverAdmissions, type DeliveryItem, type DeliveryResult } from "./deliver-admissions.ts";
export type { AdmissionKind, GateKind, Reason, ReasonCode } from "./domain/admission.ts";
export { createGate, type Gate, listGates, type NewGate } from "./gates.ts";
export { repeatWhenTaken } from "./save-admissions.ts";
