import { Button, Select } from "antd";
import { useState } from "react";
import type { Message } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { secondsOf, shortDate } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/language.ts";
import { lookup } from "../../../i18n/text.ts";
import { messageStates, outbox } from "../../../i18n/texts/outbox.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { type Mark, StateMark } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { useCursor } from "../cursor.ts";
import { FootPager } from "../pager.tsx";
import { useRefusal } from "../refusal.ts";

const STATES = ["queued", "sent", "delivered", "failed"] as const;
const marks: Record<Message["status"], Mark> = { queued: "plan", sent: "live", delivered: "live", failed: "bad" };

export function Outbox() {
  const t = useText(outbox);
  const s = useText(messageStates);
  const cursor = useCursor(50);
  const [status, setStatus] = useState<Message["status"]>();
  const query = { limit: 50, cursor: cursor.cursor, status };
  const messages = useApi("GET /v1/messages", { query }, { refreshSeconds: 10 });
  const columns = useColumns();
  return (
    <>
      <PageHead title={t("title")} note={t("note")}>
        <Select
          allowClear
          aria-label={t("status")}
          placeholder={t("status")}
          options={STATES.map((value) => ({ value, label: s(value) }))}
          style={{ width: 144 }}
          onChange={(value?: Message["status"]) => {
            setStatus(value);
            cursor.reset();
          }}
        />
        <Button onClick={() => void messages.refetch()} loading={messages.isFetching && !messages.isPending}>
          <Icon name="refresh" />
          {t("refresh")}
        </Button>
      </PageHead>
      <Card label={t("title")}>
        <QueryView query={messages}>
          {({ data, next_cursor }) =>
            data.length === 0 ? (
              <EmptyState title={t("none")} reason={t("none_why")} />
            ) : (
              <>
                <LedgerTable label={t("title")} columns={columns} rows={data} rowKey={(m) => m.message_id} />
                <FootPager cursor={cursor} following={next_cursor} />
              </>
            )
          }
        </QueryView>
      </Card>
    </>
  );
}

function useColumns(): Column<Message>[] {
  const t = useText(outbox);
  const language = useLanguage();
  const may = useMay();
  const word = (code: string) => lookup(messageStates, code, language) ?? code;
  const trouble = ({ error }: Message) => (error ? `${word(error.code)} ${error.text}`.trim() : "");
  const all: Column<Message>[] = [
    { key: "time", head: t("time"), width: 152, cell: (m) => `${shortDate(m.created_at)} ${secondsOf(m.created_at)}` },
    {
      key: "channel",
      head: t("channel"),
      width: 112,
      tone: "mut",
      cell: (m) => word(m.channel),
      title: (m) => word(m.channel),
    },
    { key: "to", head: t("to"), width: 136, cell: (m) => m.to_masked },
    { key: "body", head: t("body"), cell: (m) => m.body, title: (m) => m.body },
    {
      key: "status",
      head: t("status"),
      width: 112,
      cell: (m) => <StateMark mark={marks[m.status]}>{word(m.status)}</StateMark>,
    },
    { key: "error", head: t("error"), width: 200, tone: "mut", cell: trouble, title: trouble },
  ];
  if (!may("channels:write")) return all;
  return [
    ...all,
    { key: "acts", head: "", width: 88, cell: (m) => (m.status === "failed" ? <Retry message={m} /> : null) },
  ];
}

function Retry({ message }: { message: Message }) {
  const t = useText(outbox);
  const refuse = useRefusal();
  const retry = useSend("POST /v1/messages/{message_id}/retry", ["GET /v1/messages"]);
  const { message_id } = message;
  return (
    <Button
      size="small"
      loading={retry.isPending}
      onClick={() => retry.mutate({ path: { message_id } }, { onError: refuse })}
    >
      {t("retry")}
    </Button>
  );
}
