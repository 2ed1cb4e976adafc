import { useState } from "react";
import { useSearchParams } from "react-router";
import type { WebhookDelivery } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { secondsOf, shortDate, stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { webhooks } from "../../../i18n/texts/webhooks.ts";
import { Card } from "../../../ui/card.tsx";
import { Expander } from "../../../ui/expander.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { type Mark, StateMark, Tag } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { Tabs } from "../../../ui/seg.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { useCursor } from "../cursor.ts";
import { FootPager } from "../pager.tsx";
import { DeliveryDetail, useResultWord } from "./delivery-detail.tsx";

const STATES = ["all", "waiting", "delivered", "dead"] as const;
type State = (typeof STATES)[number];
const isState = (text: string | null): text is State => STATES.includes(text as State);
const marks: Record<WebhookDelivery["state"], Mark> = { waiting: "plan", delivered: "live", dead: "bad" };

function useColumns(open: string | undefined, toggle: (row: WebhookDelivery) => void): Column<WebhookDelivery>[] {
  const t = useText(webhooks);
  const word = useResultWord();
  const resultOf = ({ last_status: status, last_error: error }: WebhookDelivery) =>
    status === null && error === null ? "" : word({ status, error });
  return [
    {
      key: "open",
      head: "",
      width: 40,
      cell: (row) => (
        <Expander open={open === row.webhook_delivery_id} label={row.event_type} onToggle={() => toggle(row)} />
      ),
    },
    {
      key: "time",
      head: t("time"),
      width: 136,
      cell: (row) => `${shortDate(row.created_at)} ${secondsOf(row.created_at)}`,
    },
    {
      key: "type",
      head: t("type"),
      cell: (row) => (
        <>
          <code>{row.event_type}</code> {row.is_test ? <Tag>{t("test_mark")}</Tag> : null}
        </>
      ),
      title: (row) => row.event_type,
    },
    {
      key: "state",
      head: t("state"),
      width: 112,
      cell: (row) => <StateMark mark={marks[row.state]}>{t(row.state)}</StateMark>,
    },
    { key: "attempts", head: t("attempts"), width: 72, numeric: true, cell: (row) => row.attempts },
    { key: "result", head: t("result"), width: 176, tone: "mut", cell: resultOf, title: resultOf },
    {
      key: "next",
      head: "",
      width: 144,
      tone: "mut",
      cell: (row) => (row.next_attempt_at && row.attempts > 0 ? t("next", { time: stamp(row.next_attempt_at) }) : ""),
    },
  ];
}

export function DeliveriesCard({ id }: { id: string }) {
  const t = useText(webhooks);
  const [params, setParams] = useSearchParams();
  const wanted = params.get("state");
  const state: State = isState(wanted) ? wanted : "all";
  const cursor = useCursor(50);
  const [open, setOpen] = useState<string>();
  const list = useApi(
    "GET /v1/webhook_deliveries",
    {
      query: {
        webhook_endpoint_id: id,
        limit: 50,
        cursor: cursor.cursor,
        state: state === "all" ? undefined : state,
      },
    },
    { refreshSeconds: 5 },
  );
  const toggle = (row: WebhookDelivery) =>
    setOpen(open === row.webhook_delivery_id ? undefined : row.webhook_delivery_id);
  const columns = useColumns(open, toggle);
  return (
    <Card title={t("deliveries")}>
      <Tabs
        label={t("state")}
        value={state}
        onChange={(next) => {
          cursor.reset();
          setParams({ state: next });
        }}
        choices={STATES.map((value) => ({ value, label: t(value) }))}
      />
      <QueryView query={list}>
        {({ data, next_cursor }) =>
          data.length === 0 ? (
            <EmptyState title={t("no_deliveries")} reason={t("no_deliveries_why")} />
          ) : (
            <>
              <LedgerTable
                label={t("deliveries")}
                columns={columns}
                rows={data}
                rowKey={(row) => row.webhook_delivery_id}
                onOpen={toggle}
                detail={(row) => (open === row.webhook_delivery_id ? <DeliveryDetail row={row} /> : null)}
              />
              <FootPager cursor={cursor} following={next_cursor} />
            </>
          )
        }
      </QueryView>
    </Card>
  );
}
