import { registerTelling } from "../../platform/told.ts";
import type { Reason } from "./domain/admission.ts";
import { reasonText } from "./domain/reason-texts.ts";

/** As `admission.reasons` is written: every check that failed, in order. */
registerTelling("admission.reasons", (kept, language) =>
  Array.isArray(kept) ? (kept as Reason[]).map((reason) => reasonText(reason, language)) : [],
);
