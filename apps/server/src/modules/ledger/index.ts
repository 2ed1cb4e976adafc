import "./exports.ts";
import "./errors.ts";
import "./merging.ts";
import "./personal-data.ts";
import { registerTimer } from "../../platform/jobs/timers.ts";
import { runHoldTimer } from "./close-hold.ts";
import { LEDGER_EXPIRY_TIMER, runLedgerExpiry } from "./expiry-timers.ts";
import { HOLD_TIMER } from "./hold-timer.ts";

export { accountId, debtOf, type SystemOwner, systemOwnerOf } from "./domain/account-id.ts";
export type { ClawbackPolicy, ReturnedLot } from "./domain/plan-reversal.ts";
export { auditBook, type AuditFinding } from "./audit.ts";
export { captureHold, releaseHold, type CaptureOutcome, type ReleaseOutcome } from "./close-hold.ts";
export { expireLots, type ExpiredAccount } from "./expire-lots.ts";
export { expiryTimers, registerExpiry } from "./expiry-timers.ts";
export { extendLots } from "./extend-lots.ts";
export { ensurePartitions, LEDGER_CRONTAB, ledgerTasks } from "./jobs.ts";
export { kindText } from "./domain/kind-texts.ts";
export { routes } from "./http/routes.ts";
export { lockMemberAccounts, type AccountKey, type LockedAccount } from "./lock-accounts.ts";
export { mergeOwners, unmergeOwners, type MergeOutcome } from "./merge.ts";
export { openHold, type HoldOutcome, type NewHold } from "./open-hold.ts";
export { setOverdraft } from "./overdraft.ts";
export { registerOwnerType, type OwnerKind } from "./owner-types.ts";
export type { NewTransaction, Owner, OwnerType, Posting, Side, TransactionHead } from "./domain/posting.ts";
export { post, postDecided, type PostOutcome } from "./post.ts";
export { auditTenant, type BookAudit, type BookFinding } from "./proof/audit-tenant.ts";
export { verifyExport, type VerifyReport, zPublicKey } from "./proof/verify-export.ts";
export { readAccount, type AccountSummary } from "./read-account.ts";
export { getHold, listHolds, type Hold, type HoldState } from "./read-holds.ts";
export {
  findTransaction,
  findTransactionTitles,
  listEntries,
  listLots,
  type EntryFilter,
  type EntryRow,
  type LotRow,
  type TransactionRow,
} from "./read.ts";
export { clawBack, reverse, type Grace, type ReversalResult } from "./reverse.ts";
export { transfer } from "./transfer.ts";

registerTimer(HOLD_TIMER, runHoldTimer);
registerTimer(LEDGER_EXPIRY_TIMER, runLedgerExpiry);
export { registerTraceForm } from "./trace-forms.ts";
