import { DatePicker, Input, Select } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { useSearchParams } from "react-router";
import type { AuditEntry } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { secondsOf, shortDate } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { audit } from "../../../i18n/texts/audit.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { Expander } from "../../../ui/expander.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { ExportButton } from "../../export-dialog.tsx";
import { useCursor } from "../cursor.ts";
import { FootPager } from "../pager.tsx";
import { AuditDetail } from "./audit-detail.tsx";
import { useDeed } from "./deed.ts";

const FIELDS = ["actor_id", "action", "subject_id", "from", "to", "q"] as const;
type Field = (typeof FIELDS)[number];

function useFilter() {
  const [params, setParams] = useSearchParams();
  const chosen = Object.fromEntries(FIELDS.map((name) => [name, params.get(name) ?? undefined]));
  return {
    chosen: chosen as Partial<Record<Field, string>>,
    /** Another question begins at its first page. */
    set: (changes: Partial<Record<Field, string | undefined>>) =>
      setParams((before) => {
        const after = new URLSearchParams(before);
        after.delete("cursor");
        for (const [name, value] of Object.entries(changes)) {
          if (value) after.set(name, value);
          else after.delete(name);
        }
        return after;
      }),
  };
}

function Filters({ filter }: { filter: ReturnType<typeof useFilter> }) {
  const t = useText(audit);
  const deed = useDeed();
  const may = useMay();
  const { chosen, set } = filter;
  const actions = useApi("GET /v1/audit_log/actions", {}).data?.data ?? [];
  const staff = useApi("GET /v1/staff", { query: { limit: 200 } }, { enabled: may("staff:read") }).data?.data ?? [];
  return (
    <div className="filter-row">
      <Select
        aria-label={t("who")}
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        placeholder={t("anybody")}
        style={{ width: 168 }}
        value={chosen.actor_id ?? null}
        options={staff.map((one) => ({ value: one.staff_id, label: one.name }))}
        onChange={(actor_id) => set({ actor_id: actor_id ?? undefined })}
      />
      <Select
        aria-label={t("deed")}
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        placeholder={t("any_deed")}
        style={{ width: 208 }}
        value={chosen.action ?? null}
        options={actions.map((value) => ({ value, label: deed(value) }))}
        onChange={(action) => set({ action: action ?? undefined })}
      />
      <DatePicker.RangePicker
        aria-label={t("period")}
        value={[chosen.from ? dayjs(chosen.from) : null, chosen.to ? dayjs(chosen.to) : null]}
        onChange={(range) =>
          set({ from: range?.[0]?.startOf("day").toISOString(), to: range?.[1]?.endOf("day").toISOString() })
        }
        style={{ width: 248 }}
      />
      <Input.Search
        aria-label={t("search")}
        placeholder={t("search")}
        allowClear
        defaultValue={chosen.q ?? ""}
        maxLength={100}
        style={{ width: 264 }}
        onSearch={(q) => set({ q: q.trim() })}
      />
    </div>
  );
}

function useColumns(open: string | undefined, toggle: (row: AuditEntry) => void): Column<AuditEntry>[] {
  const t = useText(audit);
  const deed = useDeed();
  const who = (row: AuditEntry) => row.actor.name ?? t("system");
  const about = (row: AuditEntry) => row.subject.name ?? row.subject.id ?? "—";
  return [
    {
      key: "open",
      head: "",
      width: 40,
      cell: (row) => (
        <Expander open={open === row.audit_entry_id} label={deed(row.action)} onToggle={() => toggle(row)} />
      ),
    },
    {
      key: "time",
      head: t("time"),
      width: 136,
      cell: (row) => `${shortDate(row.recorded_at)} ${secondsOf(row.recorded_at)}`,
    },
    { key: "who", head: t("who"), width: 152, cell: who, title: who },
    {
      key: "deed",
      head: t("deed"),
      width: 200,
      cell: (row) => deed(row.action),
      title: (row) => `${deed(row.action)} (${row.action})`,
    },
    {
      key: "subject",
      head: t("subject"),
      width: 184,
      cell: (row) => row.subject.name ?? <code className="mut">{row.subject.id ?? "—"}</code>,
      title: about,
    },
    {
      key: "reason",
      head: t("reason"),
      tone: "mut",
      cell: (row) => row.reason ?? "",
      title: (row) => row.reason ?? "",
    },
  ];
}

export function AuditLog() {
  const t = useText(audit);
  const filter = useFilter();
  const cursor = useCursor(50);
  const [open, setOpen] = useState<string>();
  const list = useApi("GET /v1/audit_log", { query: { ...filter.chosen, limit: 50, cursor: cursor.cursor } });
  const toggle = (row: AuditEntry) => setOpen(open === row.audit_entry_id ? undefined : row.audit_entry_id);
  const columns = useColumns(open, toggle);
  return (
    <>
      <PageHead title={t("title")} note={t("note")}>
        <ExportButton kind="audit" filter={filter.chosen} />
      </PageHead>
      <Card label={t("title")}>
        <Filters filter={filter} />
        <QueryView query={list}>
          {({ data, next_cursor }) =>
            data.length === 0 ? (
              <EmptyState title={t("none")} reason={t("none_why")} />
            ) : (
              <>
                <LedgerTable
                  label={t("title")}
                  columns={columns}
                  rows={data}
                  rowKey={(row) => row.audit_entry_id}
                  onOpen={toggle}
                  detail={(row) => (open === row.audit_entry_id ? <AuditDetail row={row} /> : null)}
                />
                <FootPager cursor={cursor} following={next_cursor} />
              </>
            )
          }
        </QueryView>
      </Card>
    </>
  );
}
