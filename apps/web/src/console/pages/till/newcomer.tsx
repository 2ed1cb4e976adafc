import { Button, Checkbox, Form, Input } from "antd";
import { useText } from "../../../i18n/language.ts";
import { till } from "../../../i18n/texts/till.ts";
import { Sep } from "../../../ui/card.tsx";
import { Tag } from "../../../ui/marks.tsx";
import { useTrustWord } from "../trust/consents.tsx";
import type { Newcomer } from "./basket.ts";

type Purpose = Newcomer["register"]["agreed"][number];

interface Fields {
  name?: string;
  agreed: Purpose[];
}

/** A phone nobody has: its owner may join with this purchase, if they say yes. */
export function NewcomerForm({
  phone,
  purposes,
  onNewcomer,
}: {
  phone: string;
  purposes: readonly string[];
  onNewcomer: (newcomer: Newcomer) => void;
}) {
  const t = useText(till);
  const word = useTrustWord();
  const [form] = Form.useForm<Fields>();
  const join = ({ name, agreed }: Fields) => {
    const given = name?.trim();
    onNewcomer({ phone, register: { agreed, ...(given ? { name: given } : {}) } });
  };
  return (
    <section className="till__newcomer" aria-label={t("newcomer_title")}>
      <h3>{t("newcomer_title")}</h3>
      <p className="s mut">{t("newcomer_why")}</p>
      <Form<Fields>
        name="newcomer"
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ agreed: [] }}
        onFinish={join}
      >
        <Form.Item name="name" label={t("newcomer_name")}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="agreed"
          label={t("newcomer_agreed")}
          rules={[
            {
              validator: (_rule, agreed: Purpose[]) =>
                agreed.includes("membership") ? Promise.resolve() : Promise.reject(new Error(t("newcomer_needs"))),
            },
          ]}
        >
          <Checkbox.Group options={purposes.map((purpose) => ({ value: purpose, label: word(purpose) }))} />
        </Form.Item>
        <Button htmlType="submit">{t("newcomer_join")}</Button>
      </Form>
    </section>
  );
}

export function NewcomerLine({ newcomer, onChange }: { newcomer: Newcomer; onChange: () => void }) {
  const t = useText(till);
  const word = useTrustWord();
  const { phone, register } = newcomer;
  return (
    <div className="till__known">
      <span className="med">{register.name ?? t("newcomer_unnamed")}</span>
      <Tag wash="ma">{t("newcomer")}</Tag>
      <span className="mut">
        {phone}
        <Sep />
        {register.agreed.map(word).join(" · ")}
      </span>
      <span className="end">
        <Button onClick={onChange}>{t("change")}</Button>
      </span>
    </div>
  );
}
