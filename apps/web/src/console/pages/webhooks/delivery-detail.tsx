import { App, Button } from "antd";
import type { WebhookDelivery } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { secondsOf, shortDate } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/language.ts";
import { lookup } from "../../../i18n/text.ts";
import { receptionErrors, webhooks } from "../../../i18n/texts/webhooks.ts";
import { Sep } from "../../../ui/card.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { JsonView } from "../json-view.tsx";
import { useRefusal } from "../refusal.ts";

export function useResultWord() {
  const language = useLanguage();
  return ({ status, error }: { status: number | null; error: string | null }) =>
    status === null ? (lookup(receptionErrors, error ?? "", language) ?? error ?? "") : `HTTP ${status}`;
}

export function DeliveryDetail({ row }: { row: WebhookDelivery }) {
  const t = useText(webhooks);
  const may = useMay();
  const word = useResultWord();
  const refuse = useRefusal();
  const { message } = App.useApp();
  const { webhook_delivery_id } = row;
  const route = "GET /v1/webhook_deliveries/{webhook_delivery_id}";
  const detail = useApi(route, { path: { webhook_delivery_id } });
  const replay = useSend("POST /v1/webhook_deliveries/{webhook_delivery_id}/replay", [
    "GET /v1/webhook_deliveries",
    route,
  ]);
  const askReplay = () =>
    replay.mutate(
      { path: { webhook_delivery_id } },
      { onSuccess: () => void message.success(t("test_sent")), onError: refuse },
    );
  return (
    <QueryView query={detail}>
      {(data) => (
        <div className="under-row">
          <div className="acts s">
            <span className="mut">webhook-id</span> <code>{data.event_id}</code>
            {may("webhooks:write") && data.state !== "waiting" ? (
              <Button size="small" loading={replay.isPending} onClick={askReplay}>
                {t("replay_one")}
              </Button>
            ) : null}
          </div>
          <div className="under-row two">
            <div>
              <h4>{t("message")}</h4>
              <JsonView label={t("message")} value={data.message} />
            </div>
            <div>
              <h4>{t("tries")}</h4>
              <ol className="s">
                {data.tries.map((one) => (
                  <li key={one.attempted_at}>
                    {shortDate(one.attempted_at)} {secondsOf(one.attempted_at)} · <Sep />
                    {word(one)}
                    <Sep />
                    {t("took", { ms: one.duration_ms })}
                    {one.response_excerpt ? <pre className="json-view">{one.response_excerpt}</pre> : null}
                  </li>
                ))}
              </ol>
            </div>
          </div>
        </div>
      )}
    </QueryView>
  );
}
