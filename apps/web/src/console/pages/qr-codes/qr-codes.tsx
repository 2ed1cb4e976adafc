import { App, Button } from "antd";
import { useState } from "react";
import type { Failure } from "../../../api/client.ts";
import type { QrCode } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { qrCodes } from "../../../i18n/texts/qr-codes.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { useCursor } from "../cursor.ts";
import { FootPager } from "../pager.tsx";
import { useRefusal } from "../refusal.ts";
import { PosterDialog } from "./poster-dialog.tsx";
import { PurchaseRegistration } from "./purchase-registration.tsx";
import { QrForm } from "./qr-form.tsx";
import "./qr-codes.css";

export function QrCodes() {
  const t = useText(qrCodes);
  const may = useMay();
  const cursor = useCursor(50);
  const [adding, setAdding] = useState(false);
  const [poster, setPoster] = useState<QrCode>();
  const list = useApi("GET /v1/qr_codes", { query: { limit: 50, cursor: cursor.cursor } }, { refreshSeconds: 15 });
  const columns = useColumns(setPoster);
  const add = may("members:write") ? (
    <Button type="primary" onClick={() => setAdding(true)}>
      <Icon name="plus" />
      {t("add")}
    </Button>
  ) : null;
  return (
    <>
      <PageHead title={t("title")} note={t("note")}>
        {add}
      </PageHead>
      <div className="stack">
        <Card label={t("title")}>
          <QueryView query={list}>
            {({ data, next_cursor }) =>
              data.length === 0 ? (
                <EmptyState title={t("none")} reason={t("none_why")} action={add} />
              ) : (
                <>
                  <LedgerTable label={t("title")} columns={columns} rows={data} rowKey={(row) => row.qr_code_id} />
                  <FootPager cursor={cursor} following={next_cursor} />
                </>
              )
            }
          </QueryView>
        </Card>
        <PurchaseRegistration />
      </div>
      {adding ? <QrForm onClose={() => setAdding(false)} /> : null}
      {poster ? <PosterDialog row={poster} onClose={() => setPoster(undefined)} /> : null}
    </>
  );
}

/** How the staff's pages mark a code of their own. */
const STAFF_POSTER = "staff poster";

const share = ({ scans, registered }: QrCode) => (scans > 0 ? `${Math.round((registered / scans) * 100)}%` : "—");

function useColumns(onPoster: (row: QrCode) => void): Column<QrCode>[] {
  const t = useText(qrCodes);
  const count = (n: number) => n.toLocaleString("en-US");
  const scene = (row: QrCode) => (row.scene === STAFF_POSTER ? t("staff_poster") : (row.scene ?? ""));
  return [
    { key: "name", head: t("name"), cell: (row) => row.name, title: (row) => row.name },
    { key: "unit", head: t("unit"), width: 128, cell: (row) => row.unit_name, title: (row) => row.unit_name },
    { key: "staff", head: t("staff"), width: 96, tone: "mut", cell: (row) => row.staff_name ?? "—" },
    {
      key: "scene",
      head: t("scene"),
      width: 128,
      tone: "mut",
      cell: scene,
      title: scene,
    },
    { key: "scans", head: t("scans"), width: 80, numeric: true, cell: (row) => count(row.scans) },
    { key: "followers", head: t("followers"), width: 88, numeric: true, cell: (row) => count(row.followers) },
    { key: "registered", head: t("registered"), width: 104, numeric: true, cell: (row) => count(row.registered) },
    { key: "rate", head: t("rate"), width: 88, numeric: true, cell: share },
    { key: "created", head: t("created"), width: 120, tone: "mut", cell: (row) => stamp(row.created_at) },
    { key: "acts", head: "", width: 176, cell: (row) => <Acts row={row} onPoster={onPoster} /> },
  ];
}

function Acts({ row, onPoster }: { row: QrCode; onPoster: (row: QrCode) => void }) {
  const t = useText(qrCodes);
  const c = useText(everyday);
  const may = useMay();
  const { modal } = App.useApp();
  const refuse = useRefusal();
  const remove = useSend("DELETE /v1/qr_codes/{qr_code_id}", ["GET /v1/qr_codes"]);
  const { qr_code_id, name } = row;
  const archive = () =>
    void modal.confirm({
      title: t("archive_title", { name }),
      content: t("archive_why"),
      okText: t("archive"),
      cancelText: c("cancel"),
      onOk: () => remove.mutateAsync({ path: { qr_code_id } }).catch((error: unknown) => refuse(error as Failure)),
    });
  return (
    <div className="qr-acts">
      <Button size="small" onClick={() => onPoster(row)}>
        {t("poster")}
      </Button>
      {may("members:write") ? (
        <Button size="small" onClick={archive}>
          {t("archive")}
        </Button>
      ) : null}
    </div>
  );
}
