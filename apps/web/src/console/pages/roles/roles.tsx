import { Button } from "antd";
import { useNavigate, useSearchParams } from "react-router";
import type { Role } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { useLanguage, useText } from "../../../i18n/language.ts";
import { roleTexts } from "../../../i18n/texts/roles.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { Tag } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { Tabs } from "../../../ui/seg.tsx";
import { maskLabel } from "./mask-label.ts";
import { PermissionMatrix } from "./permission-matrix.tsx";
import { RouteMatrix } from "./route-matrix.tsx";
import "./roles.css";

const VIEWS = ["list", "by_permission", "by_route"] as const;
type View = (typeof VIEWS)[number];

function RoleTable({ roles }: { roles: Role[] }) {
  const t = useText(roleTexts);
  const language = useLanguage();
  const navigate = useNavigate();
  const hidden = (role: Role) =>
    role.masks.map((mask) => t(maskLabel(mask))).join(language === "zh-CN" ? "、" : ", ") || t("none_hidden");
  const columns: Column<Role>[] = [
    {
      key: "name",
      head: t("name"),
      width: 224,
      tone: "med",
      title: (r) => r.name,
      cell: (r) => (
        <>
          {r.name} {r.is_system ? <Tag>{t("system")}</Tag> : null}
        </>
      ),
    },
    { key: "code", head: t("code"), width: 150, tone: "mut", title: (r) => r.code, cell: (r) => r.code },
    { key: "scope", head: t("scope"), width: 168, title: (r) => t(r.scope_kind), cell: (r) => t(r.scope_kind) },
    {
      key: "permissions",
      head: t("permissions"),
      width: 100,
      numeric: true,
      cell: (r) => (r.is_system ? t("all_permissions") : r.permissions.length),
    },
    { key: "masks", head: t("masks"), tone: "mut", title: hidden, cell: hidden },
    { key: "holders", head: t("holders"), width: 88, numeric: true, cell: (r) => r.holders },
  ];
  return (
    <LedgerTable
      label={t("list")}
      columns={columns}
      rows={roles}
      rowKey={(r) => r.role_id}
      onOpen={(r) => void navigate(`/platform/roles/${r.role_id}`)}
    />
  );
}

export function Roles() {
  const t = useText(roleTexts);
  const may = useMay();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const view = VIEWS.find((one) => one === params.get("view")) ?? "list";
  const roles = useApi("GET /v1/roles", {});
  const matrix = useApi("GET /v1/roles/matrix", {}, { enabled: view !== "list" });
  const choose = (next: View) => setParams(next === "list" ? {} : { view: next }, { replace: true });
  return (
    <>
      <PageHead title={t("title")} note={t("note")}>
        {may("roles:write") ? (
          <Button type="primary" onClick={() => void navigate("/platform/roles/new")}>
            <Icon name="plus" />
            {t("create")}
          </Button>
        ) : null}
      </PageHead>
      <div className="stack">
        <Tabs
          label={t("views")}
          value={view}
          onChange={choose}
          choices={VIEWS.map((value) => ({ value, label: t(value) }))}
        />
        <Card label={t(view)}>
          {view === "list" ? (
            <QueryView query={roles}>{({ data }) => <RoleTable roles={data} />}</QueryView>
          ) : (
            <QueryView query={matrix}>
              {(data) => (view === "by_route" ? <RouteMatrix {...data} /> : <PermissionMatrix roles={data.roles} />)}
            </QueryView>
          )}
        </Card>
      </div>
    </>
  );
}
