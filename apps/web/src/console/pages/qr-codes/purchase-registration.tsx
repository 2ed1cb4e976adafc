import { App, Button, Checkbox, Form, Modal, Radio } from "antd";
import { useState } from "react";
import type { RegistrationPolicy } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { qrCodes } from "../../../i18n/texts/qr-codes.ts";
import { Card } from "../../../ui/card.tsx";
import { StateMark } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { useRefusal } from "../refusal.ts";
import { useTrustWord } from "../trust/consents.tsx";

const MORE = ["marketing", "profiling", "partners"] as const;
type More = (typeof MORE)[number];

interface Fields {
  at_purchase: RegistrationPolicy["at_purchase"];
  consent_channel: RegistrationPolicy["consent_channel"];
  more: More[];
}

function PolicyDialog({ policy, onClose }: { policy: RegistrationPolicy; onClose: () => void }) {
  const t = useText(qrCodes);
  const c = useText(everyday);
  const word = useTrustWord();
  const refuse = useRefusal();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const send = useSend("PUT /v1/registration_policy", ["GET /v1/registration_policy"]);
  const save = ({ more, ...fields }: Fields) =>
    send.mutate(
      { body: { version: policy.version, ...fields, purposes: ["membership", ...more] } },
      {
        onSuccess: () => {
          void message.success(t("policy_saved"));
          onClose();
        },
        onError: refuse,
      },
    );
  const { at_purchase, consent_channel, purposes } = policy;
  return (
    <Modal
      open
      width={480}
      title={t("policy")}
      okText={c("save")}
      cancelText={c("cancel")}
      confirmLoading={send.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form<Fields>
        name="registration-policy"
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ at_purchase, consent_channel, more: MORE.filter((one) => purposes.includes(one)) }}
        onFinish={save}
      >
        <Form.Item name="at_purchase" label={t("policy_at_purchase")}>
          <Radio.Group
            options={[
              { value: "off", label: t("policy_off") },
              { value: "with_consent", label: t("policy_on") },
            ]}
          />
        </Form.Item>
        <Form.Item name="consent_channel" label={t("policy_channel")}>
          <Radio.Group
            options={[
              { value: "front_desk", label: t("policy_said") },
              { value: "paper", label: t("policy_paper") },
            ]}
          />
        </Form.Item>
        <Form.Item name="more" label={t("policy_more")} extra={t("policy_more_why")}>
          <Checkbox.Group options={MORE.map((value) => ({ value, label: word(value) }))} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** Whether the till makes members of phones that nobody has. */
export function PurchaseRegistration() {
  const t = useText(qrCodes);
  const word = useTrustWord();
  const may = useMay();
  const query = useApi("GET /v1/registration_policy", {});
  const [editing, setEditing] = useState(false);
  return (
    <Card
      title={t("policy")}
      tools={
        may("privacy:write") ? (
          <Button size="small" onClick={() => setEditing(true)}>
            {t("policy_change")}
          </Button>
        ) : null
      }
    >
      <QueryView query={query}>
        {(policy) => (
          <>
            <dl className="facts">
              <dt>{t("policy_at_purchase")}</dt>
              <dd>
                <StateMark mark={policy.at_purchase === "off" ? "off" : "live"}>
                  {t(policy.at_purchase === "off" ? "policy_off" : "policy_on")}
                </StateMark>
              </dd>
              {policy.at_purchase === "off" ? null : (
                <>
                  <dt>{t("policy_channel")}</dt>
                  <dd>{t(policy.consent_channel === "paper" ? "policy_paper" : "policy_said")}</dd>
                  <dt>{t("policy_asks")}</dt>
                  <dd>{policy.purposes.map(word).join(" · ")}</dd>
                </>
              )}
            </dl>
            {editing ? <PolicyDialog policy={policy} onClose={() => setEditing(false)} /> : null}
          </>
        )}
      </QueryView>
    </Card>
  );
}
