import "./errors.ts";

export { accountId } from "./domain/account-id.ts";
export { auditBook, type AuditFinding } from "./audit.ts";
export { expireLots } from "./expire-lots.ts";
export { ensurePartitions, LEDGER_CRONTAB, ledgerTasks } from "./jobs.ts";
export { lockMemberAccounts, type AccountKey } from "./lock-accounts.ts";
export { auditTenant, type BookAudit, type BookFinding, runAudit } from "./proof/audit-tenant.ts";
export { exportLedger } from "./proof/export-ledger.ts";
export { sealBlocks } from "./proof/seal-blocks.ts";
export { verifyExport, type VerifyReport, zPublicKey } from "./proof/verify-export.ts";
export { post, type NewTransaction, type PostOutcome, type Posting } from "./post.ts";
export {
  findTransaction,
  listEntries,
  listLots,
  readAccount,
  type AccountSummary,
  type EntryFilter,
  type EntryRow,
  type LotRow,
  type TransactionRow,
} from "./read.ts";
