import type { LoggedRequest } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { useText } from "../../../i18n/language.ts";
import { requestLog } from "../../../i18n/texts/request-log.ts";
import { QueryView } from "../../../ui/query-view.tsx";
import { RequestId } from "../../../ui/states.tsx";
import { JsonView } from "../json-view.tsx";

function Body({ title, value }: { title: string; value: unknown }) {
  const t = useText(requestLog);
  return (
    <div>
      <h4>{title}</h4>
      {value === null || value === undefined ? (
        <p className="s mut">{t("no_body")}</p>
      ) : (
        <JsonView label={title} value={value} />
      )}
    </div>
  );
}

export function RequestDetail({ row }: { row: LoggedRequest }) {
  const t = useText(requestLog);
  const { logged_request_id } = row;
  const detail = useApi("GET /v1/request_log/{logged_request_id}", { path: { logged_request_id } });
  return (
    <QueryView query={detail}>
      {(data) => (
        <div className="under-row">
          <div className="acts s">
            <RequestId id={data.request_id} />
            <span className="mut">
              {t("from")} {data.ip}
            </span>
            {data.idempotency_key ? (
              <span className="mut">
                {t("key")} <code>{data.idempotency_key}</code>
              </span>
            ) : null}
            {data.is_replay ? <span className="tag">{t("replay")}</span> : null}
          </div>
          {data.user_agent ? (
            <p className="s mut">
              {t("agent")} {data.user_agent}
            </p>
          ) : null}
          {data.skipped > 0 ? <p className="s warn">{t("skipped", { count: data.skipped })}</p> : null}
          {data.query ? <Body title={t("query")} value={data.query} /> : null}
          <div className="under-row two">
            <Body title={t("asked")} value={data.request_body} />
            <Body title={t("told")} value={data.response_body} />
          </div>
        </div>
      )}
    </QueryView>
  );
}
