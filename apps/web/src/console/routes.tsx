import { Button } from "antd";
import { type ComponentType, lazy, type ReactNode } from "react";
import { createBrowserRouter, type RouteObject, useNavigate } from "react-router";
import { useMay } from "../api/session.ts";
import { useText } from "../i18n/language.ts";
import { failure } from "../i18n/texts/common.ts";
import { shell } from "../i18n/texts/shell.ts";
import { EmptyState } from "../ui/states.tsx";
import { Workbench } from "./pages/workbench/workbench.tsx";
import { Shell } from "./shell/shell.tsx";

const Members = lazy(async () => ({ default: (await import("./pages/members/members.tsx")).Members }));
const Member = lazy(async () => ({ default: (await import("./pages/member/member.tsx")).Member }));

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

function Allowed({ permission, children }: { permission: string; children: ReactNode }) {
  const t = useText(shell);
  const f = useText(failure);
  const may = useMay();
  return may(permission) ? children : <EmptyState title={t("forbidden_page")} reason={f("forbidden")} />;
}

const page = (path: string, permission: string, Page: ComponentType): RouteObject => ({
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
      page("/", "insights:read", Workbench),
      page("/members", "members:read", Members),
      page("/members/:member_id", "members:read", Member),
      { path: "*", Component: Missing },
    ],
  },
]);
