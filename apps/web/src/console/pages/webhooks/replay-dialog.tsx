import { App, Form, Modal, Select } from "antd";
import { useState } from "react";
import { useSend } from "../../../api/query.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { webhooks } from "../../../i18n/texts/webhooks.ts";
import { Seg } from "../../../ui/seg.tsx";
import { useRefusal } from "../refusal.ts";

const SPANS = [1, 24, 168] as const;

export function ReplayDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useText(webhooks);
  const c = useText(everyday);
  const { message } = App.useApp();
  const refuse = useRefusal();
  const [hours, setHours] = useState<(typeof SPANS)[number]>(24);
  const [what, setWhat] = useState<"replay_dead" | "replay_all">("replay_dead");
  const replay = useSend("POST /v1/webhook_endpoints/{webhook_endpoint_id}/replay", [
    "GET /v1/webhook_deliveries",
    "GET /v1/webhook_endpoints/{webhook_endpoint_id}",
  ]);
  const submit = () => {
    const now = Date.now();
    const from = new Date(now - hours * 3_600_000).toISOString();
    const states: ("dead" | "delivered")[] = what === "replay_dead" ? ["dead"] : ["dead", "delivered"];
    replay.mutate(
      { path: { webhook_endpoint_id: id }, body: { from, to: new Date(now).toISOString(), states } },
      {
        onSuccess: ({ queued }) => {
          void message.success(t("replayed", { count: queued }));
          onClose();
        },
        onError: refuse,
      },
    );
  };
  return (
    <Modal
      open
      title={t("replay_many")}
      okText={t("replay_one")}
      cancelText={c("cancel")}
      confirmLoading={replay.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <Form layout="vertical" component="div">
        <Form.Item label={t("replay_what")}>
          <Seg
            label={t("replay_what")}
            value={what}
            onChange={setWhat}
            choices={(["replay_dead", "replay_all"] as const).map((value) => ({ value, label: t(value) }))}
          />
        </Form.Item>
        <Form.Item label={t("replay_since")} htmlFor="replay-since">
          <Select
            id="replay-since"
            value={hours}
            onChange={setHours}
            options={SPANS.map((value) => ({ value, label: t(`hours_${value}`) }))}
          />
        </Form.Item>
      </Form>
      <p className="s mut">{t("replay_same_id")}</p>
    </Modal>
  );
}
