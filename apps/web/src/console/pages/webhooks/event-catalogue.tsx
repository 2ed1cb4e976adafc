import { useState } from "react";
import type { WebhookEventType } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { useLanguage, useText } from "../../../i18n/language.ts";
import { webhooks } from "../../../i18n/texts/webhooks.ts";
import { Card } from "../../../ui/card.tsx";
import { Expander } from "../../../ui/expander.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { JsonView } from "../json-view.tsx";

/** Every event there is, and what of it is told. */
export function EventCatalogue() {
  const t = useText(webhooks);
  const language = useLanguage();
  const types = useApi("GET /v1/webhook_event_types", {});
  const [open, setOpen] = useState<string>();
  const toggle = (row: WebhookEventType) => setOpen(open === row.event_type ? undefined : row.event_type);
  const columns: Column<WebhookEventType>[] = [
    {
      key: "open",
      head: "",
      width: 40,
      cell: (row) => <Expander open={open === row.event_type} label={row.event_type} onToggle={() => toggle(row)} />,
    },
    { key: "type", head: t("type"), width: 264, cell: (row) => <code>{row.event_type}</code> },
    { key: "meaning", head: t("meaning"), cell: (row) => row.title[language], title: (row) => row.title[language] },
  ];
  return (
    <Card title={t("catalogue")} note={t("catalogue_note", { count: types.data?.data.length ?? 0 })}>
      <QueryView query={types}>
        {({ data }) => (
          <LedgerTable
            compact
            label={t("catalogue")}
            columns={columns}
            rows={data}
            rowKey={(row) => row.event_type}
            onOpen={toggle}
            detail={(row) =>
              open === row.event_type ? (
                <JsonView label={`${t("example")} ${row.event_type}`} value={row.example} />
              ) : null
            }
          />
        )}
      </QueryView>
    </Card>
  );
}
