import { App, Button, Dropdown } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { WebhookEndpoint } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { webhooks } from "../../../i18n/texts/webhooks.ts";
import { Icon } from "../../../ui/icon.tsx";
import { useRefusal } from "../refusal.ts";
import { ShownOnce } from "../shown-once.tsx";
import { EndpointForm } from "./endpoint-form.tsx";
import { ReplayDialog } from "./replay-dialog.tsx";

const ONE = "GET /v1/webhook_endpoints/{webhook_endpoint_id}";
const LIST = "GET /v1/webhook_endpoints";

function SendTest({ path, disabled }: { path: { webhook_endpoint_id: string }; disabled: boolean }) {
  const t = useText(webhooks);
  const refuse = useRefusal();
  const { message } = App.useApp();
  const types = useApi("GET /v1/webhook_event_types", {}).data?.data ?? [];
  const send = useSend("POST /v1/webhook_endpoints/{webhook_endpoint_id}/test", ["GET /v1/webhook_deliveries"]);
  const sendOne = (event_type: string) =>
    send.mutate(
      { path, body: { event_type } },
      { onSuccess: () => void message.success(t("test_sent")), onError: refuse },
    );
  const items = types.map(({ event_type }) => ({ key: event_type, label: event_type }));
  return (
    <Dropdown menu={{ items, onClick: ({ key }) => sendOne(key) }} trigger={["click"]} disabled={disabled}>
      <Button loading={send.isPending}>
        {t("send_test")}
        <Icon name="down" />
      </Button>
    </Dropdown>
  );
}

function useRotation(path: { webhook_endpoint_id: string }, onSecret: (secret: string) => void) {
  const t = useText(webhooks);
  const c = useText(everyday);
  const { modal } = App.useApp();
  const refuse = useRefusal();
  const rotate = useSend("POST /v1/webhook_endpoints/{webhook_endpoint_id}/rotate_secret");
  return () =>
    void modal.confirm({
      title: t("rotate"),
      content: t("rotate_why"),
      okText: t("rotate"),
      cancelText: c("cancel"),
      onOk: () => rotate.mutate({ path, body: {} }, { onSuccess: ({ secret }) => onSecret(secret), onError: refuse }),
    });
}

function useRemoval(path: { webhook_endpoint_id: string }) {
  const t = useText(webhooks);
  const c = useText(everyday);
  const { modal } = App.useApp();
  const refuse = useRefusal();
  const navigate = useNavigate();
  const remove = useSend("DELETE /v1/webhook_endpoints/{webhook_endpoint_id}", [LIST]);
  return () =>
    void modal.confirm({
      title: t("remove_sure"),
      content: t("remove_why"),
      okText: t("remove"),
      cancelText: c("cancel"),
      okButtonProps: { danger: true },
      onOk: () => remove.mutate({ path }, { onSuccess: () => void navigate("/platform/webhooks"), onError: refuse }),
    });
}

export function EndpointActions({ row }: { row: WebhookEndpoint }) {
  const t = useText(webhooks);
  const refuse = useRefusal();
  const [doing, setDoing] = useState<"edit" | "replay">();
  const [secret, setSecret] = useState<string>();
  const path = { webhook_endpoint_id: row.webhook_endpoint_id };
  const change = useSend("PATCH /v1/webhook_endpoints/{webhook_endpoint_id}", [ONE, LIST]);
  const rotate = useRotation(path, setSecret);
  const remove = useRemoval(path);
  const active = row.state === "active";
  const switchTo = (state: "active" | "paused") => change.mutate({ path, body: { state } }, { onError: refuse });
  const close = () => setDoing(undefined);
  return (
    <>
      <SendTest path={path} disabled={!active} />
      <Button disabled={!active} onClick={() => setDoing("replay")}>
        {t("replay_many")}
      </Button>
      <Button onClick={() => setDoing("edit")}>{t("edit")}</Button>
      <Button onClick={rotate}>{t("rotate")}</Button>
      <Button
        type={active ? "default" : "primary"}
        loading={change.isPending}
        onClick={() => switchTo(active ? "paused" : "active")}
      >
        {t(active ? "pause" : "activate")}
      </Button>
      <Button danger onClick={remove}>
        {t("remove")}
      </Button>
      {doing === "edit" ? <EndpointForm row={row} onClose={close} onSecret={setSecret} /> : null}
      {doing === "replay" ? <ReplayDialog id={row.webhook_endpoint_id} onClose={close} /> : null}
      {secret ? <ShownOnce kind="secret" value={secret} onClose={() => setSecret(undefined)} /> : null}
    </>
  );
}
