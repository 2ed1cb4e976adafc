import { Alert, Button } from "antd";
import { useState } from "react";
import type { Channel } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { channels } from "../../../i18n/texts/channels.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { type Mark, StateMark } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { ChannelActs } from "./channel-acts.tsx";
import { ChannelForm } from "./channel-form.tsx";
import "./channels.css";

const MEDIA = ["sms", "email"] as const;
const marks: Record<"active" | "failing" | "paused", Mark> = { active: "live", failing: "bad", paused: "draft" };

export function Channels() {
  const t = useText(channels);
  const may = useMay();
  const [adding, setAdding] = useState(false);
  const list = useApi("GET /v1/channels", {}, { refreshSeconds: 10 });
  const columns = useColumns();
  return (
    <>
      <PageHead title={t("title")} note={t("note")}>
        {may("channels:write") ? (
          <Button type="primary" onClick={() => setAdding(true)}>
            <Icon name="plus" />
            {t("add")}
          </Button>
        ) : null}
      </PageHead>
      <div className="stack">
        {MEDIA.map((medium) => (
          <Card key={medium} label={t(medium)} title={t(medium)}>
            <QueryView query={list}>
              {({ data }) => {
                const rows = data.filter((row) => row.medium === medium);
                if (rows.length === 0) return <EmptyState title={t(`none_${medium}`)} reason={t("none_why")} />;
                return (
                  <>
                    {rows.map((row) => (
                      <Trouble key={row.channel_id} row={row} />
                    ))}
                    <LedgerTable label={t(medium)} columns={columns} rows={rows} rowKey={(row) => row.channel_id} />
                  </>
                );
              }}
            </QueryView>
          </Card>
        ))}
      </div>
      {adding ? <ChannelForm onClose={() => setAdding(false)} /> : null}
    </>
  );
}

/** What the channel itself was told last, until a message goes through. */
function Trouble({ row }: { row: Channel }) {
  const t = useText(channels);
  if (row.failures === 0 || !row.last_error) return null;
  const { code, text, at } = row.last_error;
  const title = `${row.name} · ${t("error_at", { time: stamp(at), code, text })}`;
  return <Alert className="channel-trouble" type="error" showIcon title={title} />;
}

function useColumns(): Column<Channel>[] {
  const t = useText(channels);
  const may = useMay();
  const state = (row: Channel) => (row.state === "active" && row.failures > 0 ? "failing" : row.state);
  const all: Column<Channel>[] = [
    { key: "name", head: t("name"), cell: (row) => row.name, title: (row) => row.name },
    { key: "carrier", head: t("carrier"), width: 176, tone: "mut", cell: (row) => t(row.carrier) },
    {
      key: "state",
      head: t("state"),
      width: 120,
      cell: (row) => <StateMark mark={marks[state(row)]}>{t(state(row))}</StateMark>,
    },
    { key: "key", head: t("credentials"), width: 120, tone: "mut", cell: (row) => row.credentials_shown || "••••" },
    {
      key: "waiting",
      head: t("waiting"),
      width: 80,
      numeric: true,
      cell: (row) => row.waiting.toLocaleString("en-US"),
    },
    { key: "limit", head: t("per_minute"), width: 112, numeric: true, cell: (row) => row.per_minute },
    {
      key: "success",
      head: t("last_success"),
      width: 152,
      cell: (row) => (row.last_success_at ? stamp(row.last_success_at) : t("never")),
    },
  ];
  if (!may("channels:write")) return all;
  return [...all, { key: "acts", head: "", width: 336, cell: (row) => <ChannelActs row={row} /> }];
}
