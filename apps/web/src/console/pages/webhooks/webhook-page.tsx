import { Alert } from "antd";
import { Link, useParams } from "react-router";
import type { WebhookEndpoint } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { webhooks } from "../../../i18n/texts/webhooks.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Tag } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import "../integrators.css";
import { useUnitOptions } from "../units.ts";
import { DeliveriesCard } from "./deliveries-card.tsx";
import { EndpointActions } from "./endpoint-actions.tsx";
import { EndpointState, useCount } from "./endpoint-state.tsx";

function Notice({ row }: { row: WebhookEndpoint }) {
  const t = useText(webhooks);
  if (row.state === "disabled") {
    const title = t(row.disabled_reason === "gone" ? "disabled_gone" : "disabled_failing");
    return <Alert className="endpoint-notice" type="error" showIcon title={title} />;
  }
  if (row.failures === 0 || !row.failing_since) return null;
  const title = t("failing_since", { time: stamp(row.failing_since), count: row.failures });
  return <Alert className="endpoint-notice" type="warning" showIcon title={title} />;
}

function Facts({ row }: { row: WebhookEndpoint }) {
  const t = useText(webhooks);
  const count = useCount();
  const unit = useUnitOptions().find((one) => one.value === row.unit_id);
  return (
    <dl className="facts">
      <dt>{t("url")}</dt>
      <dd>
        <code>{row.url}</code>
      </dd>
      <dt>{t("state")}</dt>
      <dd>
        <EndpointState row={row} />
      </dd>
      <dt>{t("types")}</dt>
      <dd className="code-tags">
        {row.event_types.map((type) => (
          <Tag key={type}>{type}</Tag>
        ))}
      </dd>
      <dt>{t("reach")}</dt>
      <dd>{row.unit_id === null ? t("whole_group") : (unit?.label ?? row.unit_id)}</dd>
      {row.description ? (
        <>
          <dt>{t("description")}</dt>
          <dd>{row.description}</dd>
        </>
      ) : null}
      <dt>{t("waiting")}</dt>
      <dd>{count(row.waiting)}</dd>
      <dt>{t("dead")}</dt>
      <dd>{count(row.dead)}</dd>
      <dt>{t("last_success")}</dt>
      <dd>{row.last_success_at ? stamp(row.last_success_at) : t("never")}</dd>
    </dl>
  );
}

export function WebhookPage() {
  const t = useText(webhooks);
  const may = useMay();
  const { webhook_endpoint_id = "" } = useParams();
  const route = "GET /v1/webhook_endpoints/{webhook_endpoint_id}";
  const one = useApi(route, { path: { webhook_endpoint_id } }, { refreshSeconds: 5 });
  const crumb = (
    <Link className="crumb" to="/platform/webhooks">
      <Icon name="left" />
      {t("back")}
    </Link>
  );
  return (
    <>
      <PageHead title={t("title")} crumb={crumb} />
      <div className="stack">
        <QueryView query={one}>
          {(row) => (
            <Card label={row.url}>
              <Notice row={row} />
              <Facts row={row} />
              {may("webhooks:write") ? (
                <div className="endpoint-acts">
                  <EndpointActions row={row} />
                </div>
              ) : null}
            </Card>
          )}
        </QueryView>
        <DeliveriesCard id={webhook_endpoint_id} />
      </div>
    </>
  );
}
