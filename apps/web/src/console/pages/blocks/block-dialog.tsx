import { App, Checkbox, DatePicker, Form, Input, Modal } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import type { Member } from "../../../api/contract.ts";
import { type Route, useSend } from "../../../api/query.ts";
import { useText } from "../../../i18n/language.ts";
import { blockHints, blockScopes, blocks as texts } from "../../../i18n/texts/blocks.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { useAdvice } from "../../../ui/states.tsx";
import "../tags/tags.css";

const CHANGED: Route[] = [
  "GET /v1/members/{member_id}",
  "GET /v1/members/{member_id}/blocks",
  "GET /v1/members/{member_id}/timeline",
  "GET /v1/members/blocks",
  "GET /v1/members",
  "GET /v1/members/count",
];

type Scope = NonNullable<Member["block_scopes"]>[number];
export const SCOPES: readonly Scope[] = ["gate", "earn", "spend", "sign_in"];
const USUAL: Scope[] = ["gate", "earn", "spend"];

interface Fields {
  scopes: Scope[];
  reason: string;
  until: Dayjs | null;
}

type Blockable = Pick<Member, "member_id" | "name" | "block_scopes" | "status_reason" | "blocked_until">;

/** Says how it went, and closes when it went well. */
function useTold(word: "blocked" | "unblocked", onClose: () => void) {
  const t = useText(texts);
  const advice = useAdvice();
  const { message } = App.useApp();
  return {
    onSuccess: () => {
      void message.success(t(word));
      onClose();
    },
    onError: (error: Parameters<typeof advice>[0]) => void message.error(advice(error), 6),
  };
}

function ReasonItem({ extra }: { extra?: string }) {
  const t = useText(texts);
  const c = useText(everyday);
  const rules = [{ required: true, whitespace: true, message: c("required") }];
  return (
    <Form.Item name="reason" label={t("reason")} extra={extra} rules={rules}>
      <Input.TextArea autoFocus rows={2} maxLength={200} />
    </Form.Item>
  );
}

/** From what, why and until when; a block that stands is replaced. */
export function BlockDialog({ member, onClose }: { member: Blockable; onClose: () => void }) {
  const t = useText(texts);
  const s = useText(blockScopes);
  const h = useText(blockHints);
  const c = useText(everyday);
  const [form] = Form.useForm<Fields>();
  const told = useTold("blocked", onClose);
  const send = useSend("POST /v1/members/{member_id}/blocks", CHANGED);
  const save = ({ scopes, reason, until }: Fields) => {
    const body = { scopes, reason, ...(until ? { until: until.toISOString() } : {}) };
    send.mutate({ path: { member_id: member.member_id }, body }, told);
  };
  const options = SCOPES.map((value) => ({
    value,
    label: (
      <>
        {s(value)} <span className="s mut">{h(value)}</span>
      </>
    ),
  }));
  const first = {
    scopes: member.block_scopes ?? USUAL,
    reason: member.status_reason ?? "",
    until: member.blocked_until ? dayjs(member.blocked_until) : null,
  };
  return (
    <Modal
      open
      width={460}
      title={t("block_title", { name: member.name })}
      okText={t(member.block_scopes ? "change" : "block")}
      okButtonProps={{ danger: true }}
      cancelText={c("cancel")}
      confirmLoading={send.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" requiredMark={false} initialValues={first} onFinish={save}>
        <Form.Item name="scopes" label={t("scope")} rules={[{ required: true, message: t("at_least_one") }]}>
          <Checkbox.Group className="block-scopes" options={options} />
        </Form.Item>
        <ReasonItem extra={t("reason_hint")} />
        <Form.Item name="until" label={t("until")} extra={t("until_hint")}>
          <DatePicker showTime={{ format: "HH:mm" }} format="YYYY-MM-DD HH:mm" style={{ width: "100%" }} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

export function UnblockDialog({
  member,
  onClose,
}: {
  member: Pick<Member, "member_id" | "name">;
  onClose: () => void;
}) {
  const t = useText(texts);
  const c = useText(everyday);
  const [form] = Form.useForm<{ reason: string }>();
  const told = useTold("unblocked", onClose);
  const send = useSend("POST /v1/members/{member_id}/unblock", CHANGED);
  return (
    <Modal
      open
      width={440}
      title={t("unblock_title", { name: member.name })}
      okText={t("unblock")}
      cancelText={c("cancel")}
      confirmLoading={send.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <p style={{ marginBottom: 16 }}>{t("unblock_why")}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ reason }) => send.mutate({ path: { member_id: member.member_id }, body: { reason } }, told)}
      >
        <ReasonItem />
      </Form>
    </Modal>
  );
}
