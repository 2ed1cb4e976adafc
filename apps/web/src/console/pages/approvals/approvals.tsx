import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import type { Approval } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { approvals } from "../../../i18n/texts/approvals.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { Expander } from "../../../ui/expander.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { type Mark, StateMark } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { Tabs } from "../../../ui/seg.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { useCursor } from "../cursor.ts";
import { FootPager } from "../pager.tsx";
import { ApprovalDetail } from "./approval-detail.tsx";
import { Delegations } from "./delegations.tsx";

const VIEWS = ["to_decide", "mine", "all"] as const;
type View = (typeof VIEWS)[number];
const marks: Record<Approval["state"], Mark> = {
  waiting: "plan",
  approved: "live",
  rejected: "bad",
  canceled: "off",
  expired: "off",
};
const filterOf = (view: View) => {
  if (view === "all") return {};
  return view === "mine" ? { view } : { view, state: "waiting" as const };
};

function About({ subject }: { subject: Approval["subject"] }) {
  const name = subject.name ?? "—";
  if (subject.kind !== "member" || subject.id === null) return <>{name}</>;
  return (
    <Link className="plain" to={`/members/${subject.id}`} onClick={(event) => event.stopPropagation()}>
      {name}
    </Link>
  );
}

function useColumns(open: string | undefined, toggle: (row: Approval) => void): Column<Approval>[] {
  const t = useText(approvals);
  const who = (row: Approval) => row.requested_by.name ?? t("system");
  return [
    {
      key: "open",
      head: "",
      width: 40,
      cell: (row) => <Expander open={open === row.approval_id} label={row.reason} onToggle={() => toggle(row)} />,
    },
    { key: "time", head: t("time"), width: 112, cell: (row) => stamp(row.requested_at) },
    { key: "kind", head: t("kind"), width: 152, cell: (row) => row.title, title: (row) => row.title },
    {
      key: "subject",
      head: t("subject"),
      width: 136,
      cell: (row) => <About subject={row.subject} />,
      title: (row) => row.subject.name ?? "",
    },
    { key: "reason", head: t("reason"), cell: (row) => row.reason, title: (row) => row.reason },
    { key: "who", head: t("requested_by"), width: 136, tone: "mut", cell: who, title: who },
    {
      key: "state",
      head: t("state"),
      width: 112,
      cell: (row) => <StateMark mark={marks[row.state]}>{t(row.state)}</StateMark>,
    },
  ];
}

function Inbox() {
  const t = useText(approvals);
  const [params, setParams] = useSearchParams();
  const view: View = VIEWS.find((one) => one === params.get("view")) ?? "to_decide";
  const cursor = useCursor(50);
  const [open, setOpen] = useState<string>();
  const query = { ...filterOf(view), limit: 50, cursor: cursor.cursor };
  const list = useApi("GET /v1/approvals", { query }, { refreshSeconds: 30 });
  const toggle = (row: Approval) => setOpen(open === row.approval_id ? undefined : row.approval_id);
  const columns = useColumns(open, toggle);
  return (
    <Card label={t("title")}>
      <Tabs
        label={t("views")}
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
                label={`${t("title")} ${t(view)}`}
                columns={columns}
                rows={data}
                rowKey={(row) => row.approval_id}
                onOpen={toggle}
                detail={(row) => (open === row.approval_id ? <ApprovalDetail row={row} /> : null)}
              />
              <FootPager cursor={cursor} following={next_cursor} />
            </>
          )
        }
      </QueryView>
    </Card>
  );
}

export function Approvals() {
  const t = useText(approvals);
  return (
    <>
      <PageHead title={t("title")} note={t("note")} />
      <Inbox />
      <Delegations />
    </>
  );
}
