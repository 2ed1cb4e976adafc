import { App, Button } from "antd";
import { useApi, useSend } from "../../../api/query.ts";
import { useMay, useSession } from "../../../api/session.ts";
import { number, stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { ledger } from "../../../i18n/texts/ledger.ts";
import { Icon } from "../../../ui/icon.tsx";
import { Metric } from "../../../ui/metric.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { Skeleton, useAdvice } from "../../../ui/states.tsx";

/** The state of the proof, in the words of whoever has to answer for the book. */
export function StatusStrip() {
  const t = useText(ledger);
  const status = useApi("GET /v1/ledger/status", {}, { refreshSeconds: 15 });
  return (
    <div className="book-status">
      <QueryView query={status} skeleton={<Skeleton rows={2} />}>
        {({ audit, blocks, last_block, waiting, signature_valid }) => (
          <div className="card metrics">
            <Metric
              name={t("audit")}
              figure={
                audit === null ? t("none") : audit.balanced ? t("balanced") : t("unbalanced", { count: audit.findings })
              }
            >
              <span className={audit && !audit.balanced ? "neg" : "mut"}>
                {audit ? t("audit_at", { time: stamp(audit.at) }) : t("never_audited")}
              </span>
            </Metric>
            <Metric name={t("blocks")} figure={number(blocks)}>
              <span className="mut">
                {last_block ? t("last_block", { time: stamp(last_block.sealed_at) }) : t("no_block")}
              </span>
            </Metric>
            <Metric name={t("waiting")} figure={number(waiting)}>
              <span className="mut">{t("waiting_about")}</span>
            </Metric>
            <Metric
              name={t("signature")}
              figure={signature_valid === null ? t("none") : signature_valid ? t("signed") : t("unsigned")}
            >
              <span className="mut book-id">{last_block ? `${last_block.head.slice(0, 16)}…` : ""}</span>
            </Metric>
          </div>
        )}
      </QueryView>
    </div>
  );
}

export function BookActions() {
  const t = useText(ledger);
  const may = useMay();
  const { scope } = useSession();
  const advice = useAdvice();
  const { message } = App.useApp();
  const audit = useSend("POST /v1/ledger/audits", ["GET /v1/ledger/status"]);
  const ask = () =>
    audit.mutate(
      {},
      {
        onSuccess: () => void message.success(t("audit_asked")),
        onError: (error) => void message.error(advice(error)),
      },
    );
  return (
    <>
      {scope.all ? (
        <Button href="/v1/ledger/export" download>
          <Icon name="proof" />
          {t("export")}
        </Button>
      ) : null}
      {may("ledger:write") ? (
        <Button onClick={ask} loading={audit.isPending}>
          <Icon name="refresh" />
          {t("audit_now")}
        </Button>
      ) : null}
    </>
  );
}
