import { Button } from "antd";
import type { KioskCall } from "../../../api/contract.ts";
import { timeOf } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { kiosks } from "../../../i18n/texts/kiosks.ts";
import { languageNames } from "../../../i18n/texts/shell.ts";
import { Card } from "../../../ui/card.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { useAnswer, useCalls } from "./use-calls.ts";

/** Who waits at a kiosk now, the longest first. */
export function CallsCard() {
  const t = useText(kiosks);
  const list = useCalls();
  const columns = useColumns();
  return (
    <Card title={t("calls")} className="kiosk-calls">
      <QueryView query={list}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="note-line">{t("calls_none")}</p>
          ) : (
            <LedgerTable label={t("calls")} columns={columns} rows={data} rowKey={(row) => row.kiosk_call_id} />
          )
        }
      </QueryView>
    </Card>
  );
}

function useColumns(): Column<KioskCall>[] {
  const t = useText(kiosks);
  const { answer, busy } = useAnswer();
  const where = (row: KioskCall) => `${row.unit_name} ${row.device_name}`;
  return [
    { key: "where", head: t("where"), cell: where, title: where },
    {
      key: "speaks",
      head: t("speaks"),
      width: 112,
      cell: (row) => <span lang={row.language}>{languageNames[row.language]}</span>,
    },
    {
      key: "screen",
      head: t("screen"),
      width: 144,
      tone: "mut",
      cell: (row) => t(row.screen),
      title: (row) => t(row.screen),
    },
    { key: "called", head: t("called"), width: 96, tone: "mut", cell: (row) => timeOf(row.called_at) },
    {
      key: "acts",
      head: "",
      width: 112,
      cell: (row) => (
        <div className="kiosk-acts">
          <Button size="small" type="primary" disabled={busy} onClick={() => answer(row)}>
            {t("answer")}
          </Button>
        </div>
      ),
    },
  ];
}
