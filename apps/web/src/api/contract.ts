import type {
  Member as MemberData,
  Purchase as PurchaseData,
  Routes as Generated,
  StaffSession as StaffSessionData,
  Venue as VenueData,
  Workbench as WorkbenchData,
} from "@huiyou/api-client";
import type { PointsRoutes } from "./points-contract.ts";

export type {
  Admission,
  AdmissionRow,
  CommittedPurchase,
  Entry,
  Gate,
  HolidayDay,
  HolidayYear,
  IdentifiedMember,
  LedgerTransaction,
  Lot,
  Member,
  MemberRow,
  Message,
  OrgUnit,
  PointsProgram,
  Purchase,
  PurchaseRow,
  Refund,
  RefundPreview,
  SessionItem,
  Staff,
  StaffSession,
  TenantChoice,
  TimelineItem,
  Venue,
  VisitsReport,
  Workbench,
} from "@huiyou/api-client";
export type Routes = Omit<Generated, keyof PointsRoutes> & PointsRoutes;

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
