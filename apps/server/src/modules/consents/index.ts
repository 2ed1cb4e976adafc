import "./errors.ts";
import "./names.ts";
import "./merging.ts";
import "./personal-data.ts";

export { currentDocuments, findDocument, listDocuments, type PrivacyDocument, publishDocument } from "./documents.ts";
export { type Purpose, PURPOSES } from "./domain/purposes.ts";
export {
  type ConsentRecord,
  countConsents,
  listConsents,
  listStandings,
  readCoverage,
  type Standing,
} from "./read-consents.ts";
export { type FirstConsent, recordFirstConsents } from "./record-first-consents.ts";
export { type NewConsent, recordConsent } from "./record-consent.ts";
