import type {
  Member as MemberData,
  Purchase as PurchaseData,
  Routes as Generated,
  StaffSession as StaffSessionData,
  Venue as VenueData,
  Workbench as WorkbenchData,
} from "@huiyou/api-client";

export type {
  AccountLot,
  Admission,
  AdjustmentEffect,
  AdjustmentRow,
  AdmissionRow,
  ApiKey,
  Approval,
  ApprovalEffect,
  ApprovalRule,
  ApprovalWithEffect,
  AuditEntry,
  CommittedPurchase,
  Delegation,
  Entry,
  ExpiryCalendar,
  ExportKinds,
  Gate,
  HolidayDay,
  HolidayYear,
  Household,
  IdentifiedMember,
  Invitation,
  Job,
  JobSchedule,
  LedgerProof,
  LedgerTransaction,
  LoggedRequest,
  Lot,
  Member,
  MemberRow,
  Message,
  MySecurity,
  OrgUnit,
  PointsLiability,
  PointsProgram,
  PublicKey,
  PrivacyDocument,
  PrivacyReport,
  Purchase,
  PurchaseRow,
  Refund,
  RefundPreview,
  Replay,
  RetentionRule,
  RetentionRun,
  ReplayResult,
  Role,
  RoleMatrix,
  RoleTemplate,
  SessionItem,
  Staff,
  StaffSession,
  SubjectRequest,
  TenantChoice,
  Tier,
  TimelineItem,
  TotpOffer,
  Venue,
  VisitsReport,
  WebhookDelivery,
  WebhookEndpoint,
  WebhookEventType,
  Workbench,
} from "@huiyou/api-client";
export type { Routes } from "@huiyou/api-client";

/** What a till sends, and what the engine says to it. */
export type PurchaseIn = Generated["POST /v1/purchases/evaluate"]["body"];
export type Evaluation = Generated["POST /v1/purchases/evaluate"]["response"];
export type SaleType = PurchaseData["lines"][number]["business_type"];
export type PaymentMethod = PurchaseData["payments"][number]["method"];
export type WorkbenchVenue = WorkbenchData["venues"][number];
export type CardValue = WorkbenchData["cards"]["entries" | "net_spend_fen" | "new_members" | "points_issued"];
export type MemberStatus = MemberData["status"];
export type Permission = StaffSessionData["permissions"][number];
export type BusinessType = VenueData["business_type"];
