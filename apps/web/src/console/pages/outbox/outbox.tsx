import { Button } from "antd";
import type { Message } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
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

const marks: Record<string, Mark> = { queued: "plan", sent: "live", delivered: "live", failed: "bad" };

export function Outbox() {
  const t = useText(outbox);
  const language = useLanguage();
  const cursor = useCursor(50);
  const messages = useApi("GET /v1/messages", { query: { limit: 50, cursor: cursor.cursor } }, { refreshSeconds: 10 });
  const word = (code: string) => lookup(messageStates, code, language) ?? code;
  const columns: Column<Message>[] = [
    { key: "time", head: t("time"), width: 152, cell: (m) => `${shortDate(m.created_at)} ${secondsOf(m.created_at)}` },
    { key: "channel", head: t("channel"), width: 80, tone: "mut", cell: (m) => word(m.channel) },
    { key: "to", head: t("to"), width: 136, cell: (m) => m.to_masked },
    { key: "body", head: t("body"), cell: (m) => m.body, title: (m) => m.body },
    {
      key: "status",
      head: t("status"),
      width: 112,
      cell: (m) => <StateMark mark={marks[m.status] ?? "off"}>{word(m.status)}</StateMark>,
    },
  ];
  return (
    <>
      <PageHead title={t("title")} note={t("note")}>
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
