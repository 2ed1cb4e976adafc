import { Button } from "antd";
import { type ComponentType, lazy, type ReactNode } from "react";
import { createBrowserRouter, Navigate, type RouteObject, useNavigate } from "react-router";
import type { Permission } from "../api/contract.ts";
import { useMay } from "../api/session.ts";
import { useText } from "../i18n/language.ts";
import { shell } from "../i18n/texts/shell.ts";
import { EmptyState } from "../ui/states.tsx";
import { Workbench } from "./pages/workbench/workbench.tsx";
import { visibleSections } from "./shell/places.ts";
import { Shell } from "./shell/shell.tsx";

const Members = lazy(async () => ({ default: (await import("./pages/members/members.tsx")).Members }));
const Member = lazy(async () => ({ default: (await import("./pages/member/member.tsx")).Member }));
const Bulk = lazy(async () => ({ default: (await import("./pages/bulk/bulk.tsx")).Bulk }));
const Duplicates = lazy(async () => ({ default: (await import("./pages/duplicates/duplicates.tsx")).Duplicates }));
const MemberFields = lazy(async () => ({ default: (await import("./pages/fields/fields.tsx")).MemberFields }));
const Tags = lazy(async () => ({ default: (await import("./pages/tags/tags.tsx")).Tags }));
const Blocks = lazy(async () => ({ default: (await import("./pages/blocks/blocks.tsx")).Blocks }));
const Till = lazy(async () => ({ default: (await import("./pages/till/till.tsx")).Till }));
const Gate = lazy(async () => ({ default: (await import("./pages/gate/gate.tsx")).Gate }));
const Visits = lazy(async () => ({ default: (await import("./pages/visits/visits.tsx")).Visits }));
const RuleBoard = lazy(async () => ({ default: (await import("./pages/points/rules/board.tsx")).RuleBoard }));
const RulePage = lazy(async () => ({ default: (await import("./pages/points/rule/rule-page.tsx")).RulePage }));
const Seasons = lazy(async () => ({ default: (await import("./pages/points/seasons/seasons.tsx")).Seasons }));
const Program = lazy(async () => ({ default: (await import("./pages/points/program/program.tsx")).Program }));
const Adjustments = lazy(async () => ({
  default: (await import("./pages/adjustments/adjustments.tsx")).Adjustments,
}));
const Households = lazy(async () => ({ default: (await import("./pages/households/households.tsx")).Households }));
const Household = lazy(async () => ({ default: (await import("./pages/households/household.tsx")).Household }));
const Ledger = lazy(async () => ({ default: (await import("./pages/ledger/ledger.tsx")).Ledger }));
const Outbox = lazy(async () => ({ default: (await import("./pages/outbox/outbox.tsx")).Outbox }));
const Organisation = lazy(async () => ({
  default: (await import("./pages/organisation/organisation.tsx")).Organisation,
}));
const Holidays = lazy(async () => ({ default: (await import("./pages/holidays/holidays.tsx")).Holidays }));
const Staff = lazy(async () => ({ default: (await import("./pages/organisation/staff.tsx")).Staff }));
const ApiKeys = lazy(async () => ({ default: (await import("./pages/api-keys/api-keys.tsx")).ApiKeys }));
const RequestLog = lazy(async () => ({ default: (await import("./pages/request-log/request-log.tsx")).RequestLog }));
const Approvals = lazy(async () => ({ default: (await import("./pages/approvals/approvals.tsx")).Approvals }));
const ApprovalRules = lazy(async () => ({ default: (await import("./pages/approvals/rules.tsx")).ApprovalRules }));
const AuditLog = lazy(async () => ({ default: (await import("./pages/audit/audit.tsx")).AuditLog }));
const Reveals = lazy(async () => ({ default: (await import("./pages/audit/reveals.tsx")).Reveals }));
const Webhooks = lazy(async () => ({ default: (await import("./pages/webhooks/webhooks.tsx")).Webhooks }));
const WebhookPage = lazy(async () => ({ default: (await import("./pages/webhooks/webhook-page.tsx")).WebhookPage }));
const Wechat = lazy(async () => ({ default: (await import("./pages/wechat/wechat.tsx")).Wechat }));
const QrCodes = lazy(async () => ({ default: (await import("./pages/qr-codes/qr-codes.tsx")).QrCodes }));
const Kiosks = lazy(async () => ({ default: (await import("./pages/kiosks/kiosks.tsx")).Kiosks }));
const Channels = lazy(async () => ({ default: (await import("./pages/channels/channels.tsx")).Channels }));
const Consents = lazy(async () => ({ default: (await import("./pages/trust/consents.tsx")).Consents }));
const Requests = lazy(async () => ({ default: (await import("./pages/trust/requests.tsx")).Requests }));
const Retention = lazy(async () => ({ default: (await import("./pages/trust/retention.tsx")).Retention }));
const Report = lazy(async () => ({ default: (await import("./pages/trust/report.tsx")).Report }));
const Security = lazy(async () => ({ default: (await import("./pages/security/security.tsx")).Security }));
const Operations = lazy(async () => ({ default: (await import("./pages/operations/operations.tsx")).Operations }));
const Jobs = lazy(async () => ({ default: (await import("./pages/jobs/jobs.tsx")).Jobs }));
const Imports = lazy(async () => ({ default: (await import("./pages/imports/imports.tsx")).Imports }));
const NewImport = lazy(async () => ({ default: (await import("./pages/imports/new-import.tsx")).NewImport }));
const ImportPage = lazy(async () => ({ default: (await import("./pages/imports/import-page.tsx")).ImportPage }));
const Exports = lazy(async () => ({ default: (await import("./pages/exports/exports.tsx")).Exports }));
const Sandboxes = lazy(async () => ({ default: (await import("./pages/sandboxes/sandboxes.tsx")).Sandboxes }));

const Roles = lazy(async () => ({ default: (await import("./pages/roles/roles.tsx")).Roles }));
const RolePage = lazy(async () => ({ default: (await import("./pages/roles/role-page.tsx")).RolePage }));

function Missing() {
  const t = useText(shell);
  const navigate = useNavigate();
  return (
    <EmptyState
      title={t("not_found")}
      reason={t("not_found_why")}
      action={<Button onClick={() => void navigate("/")}>{t("to_workbench")}</Button>}
    />
  );
}

function Crashed() {
  const t = useText(shell);
  return (
    <EmptyState
      title={t("crashed")}
      reason={t("crashed_why")}
      action={<Button onClick={() => location.reload()}>{t("reload")}</Button>}
    />
  );
}

function Allowed({ permission, children }: { permission: Permission; children: ReactNode }) {
  const t = useText(shell);
  const may = useMay();
  const navigate = useNavigate();
  if (may(permission)) return children;
  const home = <Button onClick={() => void navigate("/")}>{t("to_start")}</Button>;
  return <EmptyState title={t("forbidden_page")} reason={t("forbidden_why")} action={home} />;
}

/** The workbench, or for whoever has none the first page of theirs. */
function Home() {
  const may = useMay();
  const first = visibleSections(may)[0]?.places[0]?.path;
  if (may("insights:read") || first === undefined) {
    return (
      <Allowed permission="insights:read">
        <Workbench />
      </Allowed>
    );
  }
  return <Navigate to={first} replace />;
}

const page = (path: string, permission: Permission, Page: ComponentType): RouteObject => ({
  path,
  element: (
    <Allowed permission={permission}>
      <Page />
    </Allowed>
  ),
});

/** Every page but the one people land on is its own chunk. */
export const router = createBrowserRouter([
  {
    Component: Shell,
    ErrorBoundary: Crashed,
    children: [
      { path: "/", Component: Home },
      page("/members", "members:read", Members),
      page("/members/bulk", "members:read", Bulk),
      page("/members/duplicates", "members:merge", Duplicates),
      page("/members/fields", "members:read", MemberFields),
      page("/members/qr-codes", "members:read", QrCodes),
      page("/members/tags", "members:read", Tags),
      page("/members/blocks", "members:read", Blocks),
      page("/members/:member_id", "members:read", Member),
      page("/till", "purchases:write", Till),
      page("/gate", "visits:write", Gate),
      page("/visits", "insights:read", Visits),
      { path: "/points", element: <Navigate to="/points/rules" replace /> },
      page("/points/rules", "points:read", RuleBoard),
      page("/points/rules/:rule_id", "points:read", RulePage),
      page("/points/seasons", "points:read", Seasons),
      page("/points/program", "points:read", Program),
      page("/points/adjustments", "points:read", Adjustments),
      page("/points/households", "members:read", Households),
      page("/points/households/:household_id", "members:read", Household),
      page("/ledger", "ledger:read", Ledger),
      page("/messages", "messages:read", Outbox),
      page("/organisation", "org:read", Organisation),
      page("/staff", "staff:read", Staff),
      page("/platform/roles", "roles:read", Roles),
      page("/platform/roles/:role_id", "roles:read", RolePage),
      page("/trust/consents", "privacy:read", Consents),
      page("/trust/requests", "privacy:read", Requests),
      page("/trust/retention", "privacy:read", Retention),
      page("/trust/report", "privacy:read", Report),
      page("/platform/holidays", "org:read", Holidays),
      page("/platform/keys", "keys:read", ApiKeys),
      page("/platform/requests", "requests:read", RequestLog),
      // Whoever works here may have asked for something, or be asked.
      { path: "/platform/approvals", element: <Approvals /> },
      page("/platform/approval-rules", "approvals:read", ApprovalRules),
      page("/trust/audit", "audit:read", AuditLog),
      page("/trust/reveals", "audit:read", Reveals),
      page("/platform/wechat", "channels:read", Wechat),
      page("/platform/channels", "channels:read", Channels),
      page("/platform/kiosks", "devices:read", Kiosks),
      page("/platform/webhooks", "webhooks:read", Webhooks),
      page("/platform/webhooks/:webhook_endpoint_id", "webhooks:read", WebhookPage),
      { path: "/me/security", Component: Security },
      page("/platform/operations", "operations:read", Operations),
      { path: "/platform/jobs", Component: Jobs },
      page("/platform/imports", "imports:write", Imports),
      page("/platform/imports/new", "imports:write", NewImport),
      page("/platform/imports/:import_id", "imports:write", ImportPage),
      page("/platform/exports", "exports:write", Exports),
      page("/platform/sandboxes", "sandboxes:write", Sandboxes),
      { path: "*", Component: Missing },
    ],
  },
]);
