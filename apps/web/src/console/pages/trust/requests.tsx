import { Button } from "antd";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import type { SubjectRequest } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { shortDate, stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { requestsPage } from "../../../i18n/texts/trust.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { Expander } from "../../../ui/expander.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { type Mark, StateMark } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { Tabs } from "../../../ui/seg.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { useCursor } from "../cursor.ts";
import { FootPager } from "../pager.tsx";
import { useTrustWord } from "./consents.tsx";
import { NewRequest } from "./new-request.tsx";
import { RequestDetail } from "./request-detail.tsx";

const marks: Record<SubjectRequest["state"], Mark> = {
  received: "draft",
  verifying: "plan",
  in_progress: "plan",
  done: "live",
  refused: "bad",
};

/** How much time is left, in words and not by colour alone. */
export function Deadline({ request }: { request: Pick<SubjectRequest, "due_date" | "working_days_left"> }) {
  const t = useText(requestsPage);
  const left = request.working_days_left;
  if (left === null) return <span className="mut">{shortDate(request.due_date)}</span>;
  const words = left > 0 ? t("days_left", { days: left }) : left === 0 ? t("due_today") : t("overdue", { days: -left });
  return (
    <>
      {shortDate(request.due_date)} <span className={left <= 3 ? "warn s" : "mut s"}>{words}</span>
    </>
  );
}

const VIEWS = ["open", "all"] as const;

export function Requests() {
  const t = useText(requestsPage);
  const may = useMay();
  const word = useTrustWord();
  const [params, setParams] = useSearchParams();
  const view = VIEWS.find((one) => one === params.get("view")) ?? "open";
  const cursor = useCursor(50);
  const [open, setOpen] = useState<string | undefined>(params.get("request") ?? undefined);
  const [creating, setCreating] = useState(false);
  const list = useApi("GET /v1/subject_requests", {
    query: { limit: 50, cursor: cursor.cursor, open: view === "open" ? "true" : undefined },
  });
  const toggle = (row: SubjectRequest) => setOpen(open === row.request_id ? undefined : row.request_id);
  const columns: Column<SubjectRequest>[] = [
    {
      key: "open",
      head: "",
      width: 40,
      cell: (row) => <Expander open={open === row.request_id} label={row.member.name} onToggle={() => toggle(row)} />,
    },
    { key: "received", head: t("received"), width: 112, cell: (row) => stamp(row.received_at) },
    {
      key: "member",
      head: t("member"),
      cell: (row) => (
        <Link className="plain" to={`/members/${row.member.member_id}`} onClick={(event) => event.stopPropagation()}>
          {row.member.name}
        </Link>
      ),
      title: (row) => row.member.name,
    },
    { key: "kind", head: t("kind"), width: 128, cell: (row) => word(row.kind) },
    { key: "channel", head: t("channel"), width: 112, tone: "mut", cell: (row) => word(row.channel) },
    { key: "due", head: t("due"), width: 248, cell: (row) => <Deadline request={row} /> },
    {
      key: "state",
      head: t("state"),
      width: 128,
      cell: (row) => <StateMark mark={marks[row.state]}>{word(row.state)}</StateMark>,
    },
  ];
  return (
    <>
      <PageHead title={t("title")} note={t("note")}>
        {may("privacy:write") ? (
          <Button type="primary" onClick={() => setCreating(true)}>
            <Icon name="plus" />
            {t("create")}
          </Button>
        ) : null}
      </PageHead>
      <Card label={t("title")}>
        <Tabs
          label={t("state")}
          value={view}
          onChange={(next) => {
            cursor.reset();
            setParams({ view: next });
          }}
          choices={VIEWS.map((value) => ({ value, label: t(value) }))}
        />
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
                  rowKey={(row) => row.request_id}
                  onOpen={toggle}
                  detail={(row) => (open === row.request_id ? <RequestDetail requestId={row.request_id} /> : null)}
                />
                <FootPager cursor={cursor} following={next_cursor} />
              </>
            )
          }
        </QueryView>
      </Card>
      {creating ? <NewRequest onClose={() => setCreating(false)} /> : null}
    </>
  );
}
