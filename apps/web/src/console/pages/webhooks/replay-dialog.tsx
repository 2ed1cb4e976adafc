import { App, Checkbox, Form, Modal, Select } from "antd";
import { useState } from "react";
import type { Failure } from "../../../api/client.ts";
import { useSend } from "../../../api/query.ts";
import { number } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { webhooks } from "../../../i18n/texts/webhooks.ts";
import { useRefusal } from "../refusal.ts";

const HOUR_MS = 3_600_000;
/** The last is an hour short of what the log remembers: the clock goes on while somebody decides. */
const SPANS = [1, 24, 168, 719] as const;
const STATES = ["dead", "missed", "delivered"] as const;

export function ReplayDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useText(webhooks);
  const c = useText(everyday);
  const { message } = App.useApp();
  const refuse = useRefusal();
  const [hours, setHours] = useState<(typeof SPANS)[number]>(24);
  const [states, setStates] = useState<(typeof STATES)[number][]>(["dead", "missed"]);
  const replay = useSend("POST /v1/webhook_endpoints/{webhook_endpoint_id}/replay", [
    "GET /v1/webhook_deliveries",
    "GET /v1/webhook_endpoints/{webhook_endpoint_id}",
  ]);
  /** Piece by piece: the server queues so many at once and says where to go on. */
  const replayAll = async () => {
    const now = Date.now();
    const span = { from: new Date(now - hours * HOUR_MS).toISOString(), to: new Date(now).toISOString() };
    const path = { webhook_endpoint_id: id };
    let piece = await replay.mutateAsync({ path, body: { ...span, states } });
    let count = piece.queued;
    while (piece.next_cursor !== null) {
      piece = await replay.mutateAsync({ path, body: { ...span, states, cursor: piece.next_cursor } });
      count += piece.queued;
    }
    return count;
  };
  const submit = async () => {
    try {
      void message.success(t("replayed", { count: number(await replayAll()) }));
      onClose();
    } catch (error) {
      refuse(error as Failure); // what useSend rejects with
    }
  };
  return (
    <Modal
      open
      title={t("replay_many")}
      okText={t("replay_one")}
      okButtonProps={{ disabled: states.length === 0 }}
      cancelText={c("cancel")}
      confirmLoading={replay.isPending}
      onOk={() => void submit()}
      onCancel={onClose}
    >
      <Form layout="vertical" component="div">
        <Form.Item label={t("replay_what")}>
          <Checkbox.Group
            value={states}
            onChange={setStates}
            options={STATES.map((value) => ({ value, label: t(`replay_${value}`) }))}
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
