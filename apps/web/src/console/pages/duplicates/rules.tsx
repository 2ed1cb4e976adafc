import { App, Button, Form, InputNumber } from "antd";
import type { Failure } from "../../../api/client.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useText } from "../../../i18n/language.ts";
import { duplicateReasons, duplicates } from "../../../i18n/texts/duplicates.ts";
import { Card } from "../../../ui/card.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { useAdvice } from "../../../ui/states.tsx";

type Code = keyof typeof duplicateReasons;
interface Policy {
  version: number;
  threshold: number;
  rules: Record<Code, number>;
}

const CODES = Object.keys(duplicateReasons) as Code[];

function PolicyForm({ policy }: { policy: Policy }) {
  const t = useText(duplicates);
  const r = useText(duplicateReasons);
  const advice = useAdvice();
  const { message } = App.useApp();
  const send = useSend("PUT /v1/duplicate_rules", ["GET /v1/duplicate_rules"]);
  const save = ({ threshold, rules }: Pick<Policy, "threshold" | "rules">) =>
    send.mutateAsync({ body: { version: policy.version, threshold, rules } }).then(
      () => void message.success(t("saved")),
      (error: Failure) => void message.error(advice(error), 6),
    );
  return (
    <Form
      className="dup-rules"
      layout="horizontal"
      labelAlign="left"
      labelCol={{ flex: "240px" }}
      initialValues={policy}
      onFinish={save}
      requiredMark={false}
    >
      <p className="mut">{t("rules_note")}</p>
      {CODES.map((code) => (
        <Form.Item key={code} name={["rules", code]} label={r(code)} colon={false}>
          <InputNumber min={0} max={100} precision={0} required />
        </Form.Item>
      ))}
      <Form.Item name="threshold" label={t("threshold")} colon={false}>
        <InputNumber min={1} max={100} precision={0} required />
      </Form.Item>
      <Button type="primary" htmlType="submit" loading={send.isPending}>
        {t("save")}
      </Button>
    </Form>
  );
}

/** How sure each agreement makes. */
export function Rules() {
  const t = useText(duplicates);
  const query = useApi("GET /v1/duplicate_rules", {});
  return (
    <Card title={t("rules")}>
      <QueryView query={query}>{(policy) => <PolicyForm key={policy.version} policy={policy} />}</QueryView>
    </Card>
  );
}
