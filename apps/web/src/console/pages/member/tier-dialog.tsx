import { App, DatePicker, Form, Input, Modal, Select } from "antd";
import type { Dayjs } from "dayjs";
import type { Member } from "../../../api/contract.ts";
import { useSend } from "../../../api/query.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { member as texts } from "../../../i18n/texts/member.ts";
import { useAdvice } from "../../../ui/states.tsx";
import { useTiers } from "../points/tiers.ts";

interface Fields {
  tier_code: string;
  last_day?: Dayjs | null;
  reason: string;
}

/** A tier given by a person: with a reason, and a last day where it is lent. What was before stays in the history. */
export function TierDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const t = useText(texts);
  const c = useText(everyday);
  const advice = useAdvice();
  const { message } = App.useApp();
  const tiers = useTiers();
  const [form] = Form.useForm<Fields>();
  const send = useSend("PUT /v1/members/{member_id}/tier", ["GET /v1/members/{member_id}"]);
  const save = ({ tier_code, last_day, reason }: Fields) =>
    send.mutate(
      {
        path: { member_id: member.member_id },
        body: { tier_code, reason, valid_until: last_day ? last_day.format("YYYY-MM-DD") : null },
      },
      {
        onSuccess: () => {
          void message.success(t("tier_set"));
          onClose();
        },
        onError: (error) => void message.error(advice(error)),
      },
    );
  const required = [{ required: true, whitespace: true, message: c("required") }];
  return (
    <Modal
      open
      width={440}
      title={t("tier_title", { name: member.name })}
      okText={c("save")}
      cancelText={c("cancel")}
      confirmLoading={send.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ tier_code: member.tier?.code }}
        onFinish={save}
      >
        <Form.Item name="tier_code" label={t("tier")} rules={required}>
          <Select options={tiers.map(({ code, name }) => ({ value: code, label: name }))} />
        </Form.Item>
        <Form.Item name="last_day" label={t("tier_last_day")} extra={t("tier_last_day_hint")}>
          <DatePicker style={{ width: "100%" }} />
        </Form.Item>
        <Form.Item name="reason" label={t("reason")} rules={required}>
          <Input.TextArea rows={2} maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
