import type { Routes } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { number, stamp } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/language.ts";
import { lookup } from "../../../i18n/text.ts";
import { operations, runKinds } from "../../../i18n/texts/operations.ts";
import { Card } from "../../../ui/card.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { StateMark } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState } from "../../../ui/states.tsx";

type Run = Routes["GET /v1/operations/backups"]["response"]["data"][number];

const MIB = 1024 * 1024;

export function Backups() {
  const t = useText(operations);
  const runs = useApi("GET /v1/operations/backups", { query: { limit: 20 } }, { refreshSeconds: 30 });
  const columns = useColumns();
  return (
    <Card title={t("backups")} note={t("backups_note")}>
      <QueryView query={runs}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState compact title={t("no_backups")} reason={t("no_backups_why")} />
          ) : (
            <LedgerTable
              label={t("backups")}
              columns={columns}
              rows={data}
              rowKey={(r) => `${r.kind} ${r.started_at}`}
            />
          )
        }
      </QueryView>
    </Card>
  );
}

function useColumns(): Column<Run>[] {
  const t = useText(operations);
  const language = useLanguage();
  const kind = (run: Run) => lookup(runKinds, run.kind, language) ?? run.kind;
  const inSeconds = (ms: number) => t("seconds", { seconds: (ms / 1000).toFixed(1) });
  const took = (run: Run) => run.restore_ms ?? Date.parse(run.finished_at) - Date.parse(run.started_at);
  const books = ({ books: count, findings }: Run) => {
    if (count === null) return "—";
    return findings ? t("books_wrong", { count, findings }) : t("books_sound", { count });
  };
  return [
    { key: "time", head: t("time"), width: 112, cell: (r) => stamp(r.started_at) },
    {
      key: "kind",
      head: t("kind"),
      width: 112,
      cell: (r) => <StateMark mark={r.state === "done" ? "live" : "bad"}>{kind(r)}</StateMark>,
    },
    { key: "took", head: t("took"), width: 88, numeric: true, cell: (r) => inSeconds(took(r)) },
    {
      key: "size",
      head: t("size"),
      width: 104,
      numeric: true,
      cell: (r) => (r.size_bytes === null ? "—" : t("mib", { size: number(r.size_bytes / MIB) })),
    },
    {
      key: "loss",
      head: t("loss"),
      width: 104,
      numeric: true,
      cell: (r) => (r.loss_ms === null ? "—" : inSeconds(r.loss_ms)),
    },
    { key: "books", head: t("books"), width: 168, cell: books },
    {
      key: "error",
      head: t("remark"),
      tone: "mut",
      cell: (r) => r.error ?? r.backup ?? "",
      title: (r) => r.error ?? r.backup ?? "",
    },
  ];
}
