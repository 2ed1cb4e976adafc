import "./errors.ts";
import "./names.ts";
import "./merging.ts";
import "./personal-data.ts";
import "./events.ts";
import "./telling.ts";

export { deliverAdmissions, type DeliveryItem } from "./deliver-admissions.ts";
export type { GateKind } from "./domain/admission.ts";
export { createGate } from "./gates.ts";
export { routes } from "./http/routes.ts";
