import { App, Button, Form, InputNumber } from "antd";
import type { Failure } from "../../../api/client.ts";
import type { ProfileCompleteness } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { percent } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { fieldTexts } from "../../../i18n/texts/fields.ts";
import { Card } from "../../../ui/card.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { useRefusal } from "../refusal.ts";

type Weights = Record<string, number | null>;

/** Keys of a form are paths: an item's dots stay one name. */
const nameOf = (item: string) => ["weights", item];

function WeightForm({ policy }: { policy: ProfileCompleteness }) {
  const t = useText(fieldTexts);
  const may = useMay()("members:configure");
  const refuse = useRefusal();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ weights: Weights }>();
  const first = Object.fromEntries(policy.items.map(({ item, weight }) => [item, weight]));
  const now: Weights = Form.useWatch("weights", form) ?? first;
  const total = policy.items.reduce((sum, { item }) => sum + (now[item] ?? 0), 0);
  const send = useSend("PUT /v1/profile_completeness", ["GET /v1/profile_completeness", "GET /v1/jobs"]);
  const save = ({ weights }: { weights: Weights }) => {
    if (total === 0) return void message.error(t("nothing_counts"));
    const items = policy.items.map(({ item }) => ({ item, weight: weights[item] ?? 0 }));
    send
      .mutateAsync({ body: { version: policy.version, items } })
      .then(() => void message.success(t("weights_saved")))
      .catch((error: Failure) => refuse(error));
  };
  return (
    <Form form={form} name="completeness" initialValues={{ weights: first }} onFinish={save}>
      <p className="mut">{t("completeness_note")}</p>
      <ul className="weights">
        {policy.items.map(({ item, label }) => (
          <li key={item}>
            <label htmlFor={`completeness_weights_${item}`}>{label}</label>
            <Form.Item name={nameOf(item)} noStyle>
              <InputNumber min={0} max={100} precision={0} disabled={!may} />
            </Form.Item>
            <span className="num mut">{total > 0 ? percent((now[item] ?? 0) / total) : "—"}</span>
          </li>
        ))}
      </ul>
      {may ? (
        <Button htmlType="submit" loading={send.isPending}>
          {t("save_weights")}
        </Button>
      ) : null}
    </Form>
  );
}

export function CompletenessCard() {
  const t = useText(fieldTexts);
  const query = useApi("GET /v1/profile_completeness", {});
  return (
    <Card title={t("completeness")}>
      <QueryView query={query}>
        {(policy) => (
          <div className="weights-card">
            <WeightForm key={`${policy.version} ${policy.items.length}`} policy={policy} />
          </div>
        )}
      </QueryView>
    </Card>
  );
}
