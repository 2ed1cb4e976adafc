import { Alert, App, Button } from "antd";
import { useState } from "react";
import type { Failure } from "../../../api/client.ts";
import type { WechatAccount } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { wechat } from "../../../i18n/texts/wechat.ts";
import { Card } from "../../../ui/card.tsx";
import { type Mark, StateMark } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { useRefusal } from "../refusal.ts";
import { AccountForm } from "./account-form.tsx";

const marks: Record<"active" | "failing" | "paused", Mark> = { active: "live", failing: "bad", paused: "draft" };

/** An error that came after the last success still stands. */
function isFailing({ last_error, last_success_at }: WechatAccount): boolean {
  return last_error !== null && (last_success_at === null || last_error.at > last_success_at);
}

export function AccountsCard() {
  const t = useText(wechat);
  const list = useApi("GET /v1/wechat_accounts", {}, { refreshSeconds: 15 });
  return (
    <Card label={t("accounts")} title={t("accounts")}>
      <QueryView query={list}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState title={t("none")} reason={t("none_why")} />
          ) : (
            <div className="wechat-accounts">
              {data.map((row) => (
                <Account key={row.wechat_account_id} row={row} />
              ))}
            </div>
          )
        }
      </QueryView>
    </Card>
  );
}

function Account({ row }: { row: WechatAccount }) {
  const t = useText(wechat);
  const may = useMay();
  const state = row.state === "active" && isFailing(row) ? "failing" : row.state;
  const { last_error } = row;
  return (
    <section className="wechat-account" aria-label={row.name}>
      <header>
        <h3>{row.name}</h3>
        <StateMark mark={marks[state]}>{t(state)}</StateMark>
        {may("channels:write") ? <Acts row={row} /> : null}
      </header>
      {state === "failing" && last_error ? (
        <Alert
          type="error"
          showIcon
          title={t("error_at", { time: stamp(last_error.at), code: last_error.code, text: last_error.text })}
        />
      ) : null}
      <dl className="facts">
        <dt>{t("kind")}</dt>
        <dd>{t(row.kind)}</dd>
        <dt>{t("app_id")}</dt>
        <dd>
          <code>{row.app_id}</code>
        </dd>
        <dt>{t("mode")}</dt>
        <dd>{t(row.is_encrypted ? "encrypted" : "clear")}</dd>
        <dt>{t("callback")}</dt>
        <dd>
          <code>{row.callback_url}</code>
        </dd>
      </dl>
    </section>
  );
}

function Acts({ row }: { row: WechatAccount }) {
  const t = useText(wechat);
  const c = useText(everyday);
  const { modal } = App.useApp();
  const refuse = useRefusal();
  const [editing, setEditing] = useState(false);
  const change = useSend("PATCH /v1/wechat_accounts/{wechat_account_id}", ["GET /v1/wechat_accounts"]);
  const remove = useSend("DELETE /v1/wechat_accounts/{wechat_account_id}", ["GET /v1/wechat_accounts"]);
  const { wechat_account_id, version, name } = row;
  const path = { wechat_account_id };
  const state = row.state === "active" ? ("paused" as const) : ("active" as const);
  const ask = () =>
    void modal.confirm({
      title: t("remove_title", { name }),
      content: t("remove_why"),
      okText: t("remove"),
      cancelText: c("cancel"),
      okButtonProps: { danger: true },
      onOk: () => remove.mutateAsync({ path }).catch((error: unknown) => refuse(error as Failure)),
    });
  return (
    <div className="end wechat-acts">
      <Button size="small" onClick={() => setEditing(true)}>
        {t("edit")}
      </Button>
      <Button size="small" onClick={() => change.mutate({ path, body: { version, state } }, { onError: refuse })}>
        {t(row.state === "active" ? "pause" : "resume")}
      </Button>
      <Button size="small" danger onClick={ask}>
        {t("remove")}
      </Button>
      {editing ? <AccountForm row={row} onClose={() => setEditing(false)} /> : null}
    </div>
  );
}
