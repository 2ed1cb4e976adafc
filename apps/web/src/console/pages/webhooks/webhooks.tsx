import { Button } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { WebhookEndpoint } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { webhooks } from "../../../i18n/texts/webhooks.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import "../integrators.css";
import { ShownOnce } from "../shown-once.tsx";
import { EndpointForm } from "./endpoint-form.tsx";
import { EndpointState, useCount } from "./endpoint-state.tsx";
import { EventCatalogue } from "./event-catalogue.tsx";

function useColumns(): Column<WebhookEndpoint>[] {
  const t = useText(webhooks);
  const count = useCount();
  return [
    { key: "url", head: t("url"), cell: (row) => <code>{row.url}</code>, title: (row) => row.url },
    {
      key: "types",
      head: t("types"),
      width: 200,
      cell: (row) => row.event_types.join(", "),
      title: (row) => row.event_types.join(", "),
    },
    { key: "state", head: t("state"), width: 128, cell: (row) => <EndpointState row={row} /> },
    { key: "waiting", head: t("waiting"), width: 88, numeric: true, cell: (row) => count(row.waiting) },
    { key: "dead", head: t("dead"), width: 88, numeric: true, cell: (row) => count(row.dead) },
    {
      key: "success",
      head: t("last_success"),
      width: 160,
      cell: (row) => (row.last_success_at ? stamp(row.last_success_at) : t("never")),
    },
  ];
}

export function Webhooks() {
  const t = useText(webhooks);
  const may = useMay();
  const navigate = useNavigate();
  const [creating, setCreating] = useState(false);
  const [secret, setSecret] = useState<string>();
  const list = useApi("GET /v1/webhook_endpoints", {}, { refreshSeconds: 10 });
  const columns = useColumns();
  return (
    <>
      <PageHead title={t("title")} note={t("note")}>
        {may("webhooks:write") ? (
          <Button type="primary" onClick={() => setCreating(true)}>
            <Icon name="plus" />
            {t("create")}
          </Button>
        ) : null}
      </PageHead>
      <div className="stack">
        <Card label={t("title")}>
          <QueryView query={list}>
            {({ data }) =>
              data.length === 0 ? (
                <EmptyState title={t("none")} reason={t("none_why")} />
              ) : (
                <LedgerTable
                  label={t("title")}
                  columns={columns}
                  rows={data}
                  rowKey={(row) => row.webhook_endpoint_id}
                  onOpen={(row) => void navigate(`/platform/webhooks/${row.webhook_endpoint_id}`)}
                />
              )
            }
          </QueryView>
        </Card>
        <EventCatalogue />
      </div>
      {creating ? (
        <EndpointForm
          onClose={() => setCreating(false)}
          onSecret={(made) => {
            setCreating(false);
            setSecret(made);
          }}
        />
      ) : null}
      {secret ? <ShownOnce kind="secret" value={secret} onClose={() => setSecret(undefined)} /> : null}
    </>
  );
}
