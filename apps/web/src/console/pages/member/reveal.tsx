import { App, Form, Input, Modal } from "antd";
import { useEffect, useState } from "react";
import type { Member } from "../../../api/contract.ts";
import { useSend } from "../../../api/query.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { memberPrivacy } from "../../../i18n/texts/member-privacy.ts";
import { useAdvice } from "../../../ui/states.tsx";

const SHOWN_SECONDS = 30;

export interface Numbers {
  phone?: string | null;
  id_number?: string | null;
}

/** What was revealed, and how long it is still shown; gone when the time is up or the page is left. */
export function useShownNumbers() {
  const [shown, setShown] = useState<Numbers>();
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (!shown) return;
    const until = Date.now() + SHOWN_SECONDS * 1000;
    const tick = () => {
      const seconds = Math.ceil((until - Date.now()) / 1000);
      setLeft(seconds);
      if (seconds <= 0) setShown(undefined);
    };
    tick();
    const timer = setInterval(tick, 500);
    return () => clearInterval(timer);
  }, [shown]);
  return { shown, left, show: setShown };
}

export function RevealDialog({
  member,
  onShown,
  onClose,
}: {
  member: Member;
  onShown: (numbers: Numbers) => void;
  onClose: () => void;
}) {
  const t = useText(memberPrivacy);
  const c = useText(everyday);
  const advice = useAdvice();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ reason: string }>();
  const send = useSend("POST /v1/members/{member_id}/reveal");
  const reveal = ({ reason }: { reason: string }) =>
    send.mutate(
      { path: { member_id: member.member_id }, body: { fields: ["phone", "id_number"], reason } },
      {
        onSuccess: (numbers) => {
          onShown(numbers);
          onClose();
        },
        onError: (error) => void message.error(advice(error), 6),
      },
    );
  return (
    <Modal
      open
      width={440}
      title={t("reveal_title")}
      okText={t("show")}
      cancelText={c("cancel")}
      confirmLoading={send.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p style={{ marginBottom: 16 }}>{t("reveal_why")}</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={reveal}>
        <Form.Item
          name="reason"
          label={t("reason")}
          rules={[{ required: true, whitespace: true, message: c("required") }]}
        >
          <Input autoFocus maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
