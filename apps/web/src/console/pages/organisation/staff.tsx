import { Button, Select } from "antd";
import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import type { Staff as StaffMember } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { staffTexts } from "../../../i18n/texts/organisation.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { StateMark } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { AccessPolicy } from "./access-policy.tsx";
import { Invitations, InviteButton } from "./invitations.tsx";
import { StaffDock } from "./staff-dock.tsx";
import "./organisation.css";

type Status = StaffMember["status"];
const STATES: readonly Status[] = ["active", "disabled"];

interface Filter {
  role_id: string | undefined;
  status: Status | undefined;
}

function Filters({ value, onChange }: { value: Filter; onChange: (value: Filter) => void }) {
  const t = useText(staffTexts);
  const may = useMay();
  const roles = useApi("GET /v1/roles", {}, { enabled: may("roles:read") });
  return (
    <div className="filter-row">
      {may("roles:read") ? (
        <Select
          allowClear
          showSearch={{ optionFilterProp: "label" }}
          aria-label={t("role")}
          placeholder={t("any_role")}
          style={{ width: 200 }}
          value={value.role_id ?? null}
          onChange={(role_id) => onChange({ ...value, role_id: role_id ?? undefined })}
          options={(roles.data?.data ?? []).map((role) => ({ value: role.role_id, label: role.name }))}
        />
      ) : null}
      <Select
        allowClear
        aria-label={t("state")}
        placeholder={t("any_state")}
        style={{ width: 168 }}
        value={value.status ?? null}
        onChange={(status) => onChange({ ...value, status: status ?? undefined })}
        options={STATES.map((status) => ({ value: status, label: t(status) }))}
      />
    </div>
  );
}

function useColumns(): Column<StaffMember>[] {
  const t = useText(staffTexts);
  const seen = (s: StaffMember) => (s.last_seen_at ? stamp(s.last_seen_at) : t("never"));
  return [
    { key: "name", head: t("name"), width: 120, cell: (s) => s.name, title: (s) => s.name, tone: "med" },
    { key: "email", head: t("email"), cell: (s) => s.email, title: (s) => s.email, tone: "mut" },
    { key: "role", head: t("role"), width: 184, cell: (s) => s.role.name, title: (s) => s.role.name },
    { key: "scope", head: t("unit"), width: 144, cell: (s) => s.unit_name, title: (s) => s.unit_name },
    { key: "seen", head: t("last_seen"), width: 112, tone: "mut", cell: seen, title: seen },
    {
      key: "state",
      head: t("state"),
      width: 104,
      title: (s) => s.status_reason ?? t(s.status),
      cell: (s) => <StateMark mark={s.status === "active" ? "live" : "off"}>{t(s.status)}</StateMark>,
    },
  ];
}

export function Staff() {
  const t = useText(staffTexts);
  const may = useMay();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const [filter, setFilter] = useState<Filter>({ role_id: undefined, status: undefined });
  const staff = useApi("GET /v1/staff", { query: { limit: 200, ...filter } });
  const columns = useColumns();
  const asked = params.get("staff");
  const open = (id: string | undefined) => setParams(id ? { staff: id } : {}, { replace: true });
  const chosen = staff.data?.data.find((one) => one.staff_id === asked);
  return (
    <>
      <PageHead title={t("title")}>
        {may("staff:write") && may("imports:write") ? (
          <Button onClick={() => void navigate("/platform/imports/new?kind=staff")}>{t("import")}</Button>
        ) : null}
        {may("staff:write") ? <InviteButton /> : null}
      </PageHead>
      <div className="stack">
        <Card label={t("title")}>
          <Filters value={filter} onChange={setFilter} />
          <QueryView query={staff}>
            {({ data }) =>
              data.length === 0 ? (
                <EmptyState title={t("none")} reason={t("none_why")} />
              ) : (
                <LedgerTable
                  label={t("title")}
                  columns={columns}
                  rows={data}
                  rowKey={(s) => s.staff_id}
                  selected={new Set(asked ? [asked] : [])}
                  onOpen={(s) => open(s.staff_id)}
                />
              )
            }
          </QueryView>
        </Card>
        {may("staff:write") ? <Invitations /> : null}
        <AccessPolicy />
      </div>
      {chosen ? <StaffDock key={`${asked} ${chosen.status}`} staff={chosen} onClose={() => open(undefined)} /> : null}
    </>
  );
}
