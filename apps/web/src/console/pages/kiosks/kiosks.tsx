import { App, Button } from "antd";
import { useState } from "react";
import type { Failure } from "../../../api/client.ts";
import type { Device } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { kiosks } from "../../../i18n/texts/kiosks.ts";
import { languageShort } from "../../../i18n/texts/shell.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { StateMark } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { useRefusal } from "../refusal.ts";
import { kioskAddress } from "./address.ts";
import { CallsCard } from "./calls-card.tsx";
import { EditForm, PairForm } from "./kiosk-form.tsx";
import "./kiosks.css";

export function Kiosks() {
  const t = useText(kiosks);
  const may = useMay();
  const [pairing, setPairing] = useState(false);
  const [edited, setEdited] = useState<Device>();
  const list = useApi("GET /v1/devices", {}, { refreshSeconds: 15 });
  const columns = useColumns(setEdited);
  const pair = may("devices:write") ? (
    <Button type="primary" onClick={() => setPairing(true)}>
      <Icon name="plus" />
      {t("pair")}
    </Button>
  ) : null;
  return (
    <>
      <PageHead title={t("title")} note={t("note")}>
        {pair}
      </PageHead>
      {may("members:identify") ? <CallsCard /> : null}
      <Card label={t("title")}>
        <QueryView query={list}>
          {({ data }) =>
            data.length === 0 ? (
              <EmptyState title={t("none")} reason={t("none_why", { address: kioskAddress() })} action={pair} />
            ) : (
              <LedgerTable label={t("title")} columns={columns} rows={data} rowKey={(row) => row.device_id} />
            )
          }
        </QueryView>
      </Card>
      {pairing ? <PairForm onClose={() => setPairing(false)} /> : null}
      {edited ? <EditForm device={edited} onClose={() => setEdited(undefined)} /> : null}
    </>
  );
}

function useColumns(onEdit: (row: Device) => void): Column<Device>[] {
  const t = useText(kiosks);
  const may = useMay();
  const columns: Column<Device>[] = [
    { key: "name", head: t("name"), cell: (row) => row.name, title: (row) => row.name },
    { key: "unit", head: t("unit"), width: 176, cell: (row) => row.unit_name, title: (row) => row.unit_name },
    {
      key: "languages",
      head: t("languages"),
      width: 128,
      tone: "mut",
      cell: (row) => row.languages.map((one) => languageShort[one]).join(" "),
    },
    {
      key: "state",
      head: t("state"),
      width: 104,
      cell: (row) => (
        <StateMark mark={row.is_online ? "live" : "bad"}>{t(row.is_online ? "online" : "offline")}</StateMark>
      ),
    },
    { key: "seen", head: t("seen"), width: 136, tone: "mut", cell: (row) => stamp(row.last_seen_at) },
    {
      key: "paired",
      head: t("paired"),
      width: 208,
      tone: "mut",
      cell: (row) => `${stamp(row.paired_at)} ${row.paired_by_name ?? ""}`,
      title: (row) => `${stamp(row.paired_at)} ${row.paired_by_name ?? ""}`,
    },
  ];
  if (!may("devices:write")) return columns;
  return [...columns, { key: "acts", head: "", width: 176, cell: (row) => <Acts row={row} onEdit={onEdit} /> }];
}

function Acts({ row, onEdit }: { row: Device; onEdit: (row: Device) => void }) {
  const t = useText(kiosks);
  const c = useText(everyday);
  const { modal } = App.useApp();
  const refuse = useRefusal();
  const remove = useSend("DELETE /v1/devices/{device_id}", ["GET /v1/devices"]);
  const { device_id, name } = row;
  const revoke = () =>
    void modal.confirm({
      title: t("revoke_title", { name }),
      content: t("revoke_why"),
      okText: t("revoke"),
      cancelText: c("cancel"),
      onOk: () => remove.mutateAsync({ path: { device_id } }).catch((error: unknown) => refuse(error as Failure)),
    });
  return (
    <div className="kiosk-acts">
      <Button size="small" onClick={() => onEdit(row)}>
        {t("edit")}
      </Button>
      <Button size="small" onClick={revoke}>
        {t("revoke")}
      </Button>
    </div>
  );
}
