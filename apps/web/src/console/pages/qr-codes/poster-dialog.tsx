import { App, Button, Modal, QRCode, Select } from "antd";
import { useRef, useState } from "react";
import type { QrCode } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useMay, useSession } from "../../../api/session.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { qrCodes } from "../../../i18n/texts/qr-codes.ts";
import { useRefusal } from "../refusal.ts";
import { drawPoster } from "./draw-poster.ts";

const PAGE = "page";

/** What whoever scans it comes to: our page, or an official account's. */
function useTargets(row: QrCode) {
  const t = useText(qrCodes);
  const may = useMay();
  const refuse = useRefusal();
  const [chosen, setChosen] = useState(PAGE);
  const [tickets, setTickets] = useState<Record<string, string>>({});
  const accounts = useApi("GET /v1/wechat_accounts", {}, { enabled: may("channels:read") });
  const official = accounts.data?.data.filter(({ kind, state }) => kind === "official" && state === "active") ?? [];
  const issue = useSend("POST /v1/qr_codes/{qr_code_id}/wechat_ticket");
  const choose = (value: string) => {
    setChosen(value);
    if (value === PAGE || tickets[value] !== undefined) return;
    const { qr_code_id } = row;
    issue.mutate(
      { path: { qr_code_id }, body: { wechat_account_id: value } },
      {
        onSuccess: ({ url }) => setTickets((known) => ({ ...known, [value]: url })),
        onError: (error) => {
          setChosen(PAGE);
          refuse(error);
        },
      },
    );
  };
  const options = [
    { value: PAGE, label: t("page") },
    ...official.map((one) => ({ value: one.wechat_account_id, label: t("follow", { name: one.name }) })),
  ];
  return { options, chosen, choose, content: chosen === PAGE ? row.url : tickets[chosen] };
}

export function PosterDialog({ row, onClose }: { row: QrCode; onClose: () => void }) {
  const t = useText(qrCodes);
  const c = useText(everyday);
  const { message } = App.useApp();
  const session = useSession();
  const box = useRef<HTMLDivElement>(null);
  const { options, chosen, choose, content } = useTargets(row);
  const group = session.tenant.name;
  const download = () => {
    const code = box.current?.querySelector("canvas");
    if (!code) return;
    const link = document.createElement("a");
    const words = { store: row.unit_name, name: row.staff_name ? `${row.name} · ${row.staff_name}` : row.name };
    link.href = drawPoster({ code, group, ...words, invitation: t("join") });
    link.download = `${row.unit_name}-${row.name}.png`;
    link.click();
  };
  const copy = async () => {
    await navigator.clipboard.writeText(content ?? row.url);
    void message.success(c("copied"));
  };
  return (
    <Modal
      open
      width={440}
      title={`${row.unit_name} · ${row.name}`}
      okText={t("download")}
      cancelText={c("close")}
      okButtonProps={{ disabled: content === undefined }}
      onOk={download}
      onCancel={onClose}
    >
      {options.length > 1 ? (
        <Select aria-label={t("what")} value={chosen} options={options} onChange={choose} style={{ width: "100%" }} />
      ) : null}
      <div className="poster" ref={box}>
        {content === undefined ? null : (
          <QRCode value={content} type="canvas" size={640} errorLevel="M" bordered={false} marginSize={0} />
        )}
        <p className="poster__join">{t("join")}</p>
      </div>
      <div className="poster__link">
        <code>{content ?? ""}</code>
        <Button size="small" onClick={() => void copy()}>
          {t("copy")}
        </Button>
      </div>
    </Modal>
  );
}
