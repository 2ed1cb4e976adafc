import { DatePicker } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { Link } from "react-router";
import type { Answer } from "../../../api/query.ts";
import { useApi } from "../../../api/query.ts";
import { number } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { audit } from "../../../i18n/texts/audit.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState } from "../../../ui/states.tsx";

type Row = Answer<"GET /v1/audit_log/reveals">["data"][number];
const DAY = "YYYY-MM-DD";

/** Leads to the entries themselves. */
function Who({ row }: { row: Row }) {
  const t = useText(audit);
  const name = row.actor.name ?? t("system");
  if (row.actor.id === null) return <>{name}</>;
  const query = new URLSearchParams({ actor_id: row.actor.id, action: "member.revealed" }).toString();
  return (
    <Link className="plain" to={`/trust/audit?${query}`}>
      {name}
    </Link>
  );
}

export function Reveals() {
  const t = useText(audit);
  const [period, setPeriod] = useState(() => [dayjs().subtract(29, "day"), dayjs()] as const);
  const query = { from: period[0].format(DAY), to: period[1].format(DAY) };
  const list = useApi("GET /v1/audit_log/reveals", { query });
  const columns: Column<Row>[] = [
    { key: "date", head: t("date"), width: 120, cell: (row) => row.date },
    { key: "who", head: t("who"), width: 184, cell: (row) => <Who row={row} />, title: (row) => row.actor.name ?? "" },
    { key: "reveals", head: t("reveals"), width: 120, numeric: true, cell: (row) => number(row.reveals) },
    { key: "members", head: t("members"), width: 120, numeric: true, cell: (row) => number(row.members) },
    {
      key: "reasons",
      head: t("reasons"),
      tone: "mut",
      cell: (row) => row.reasons.join("; "),
      title: (row) => row.reasons.join("; "),
    },
  ];
  return (
    <>
      <PageHead title={t("reveals_title")} note={t("reveals_note")}>
        <DatePicker.RangePicker
          aria-label={t("period")}
          allowClear={false}
          value={[period[0], period[1]]}
          onChange={(range) => range?.[0] && range[1] && setPeriod([range[0], range[1]])}
        />
      </PageHead>
      <Card label={t("reveals_title")}>
        <QueryView query={list}>
          {({ data }) =>
            data.length === 0 ? (
              <EmptyState title={t("no_reveals")} />
            ) : (
              <LedgerTable
                label={t("reveals_title")}
                columns={columns}
                rows={data}
                rowKey={(row) => `${row.date} ${row.actor.id ?? ""}`}
              />
            )
          }
        </QueryView>
      </Card>
    </>
  );
}
