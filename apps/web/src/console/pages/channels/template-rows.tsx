import { Button, Form, Input, Select } from "antd";
import { useApi } from "../../../api/query.ts";
import { LANGUAGES } from "../../../i18n/text.ts";
import { useLanguage, useText } from "../../../i18n/language.ts";
import { channels } from "../../../i18n/texts/channels.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { Icon } from "../../../ui/icon.tsx";

const NAMES = { "zh-CN": "中文", en: "English", ko: "한국어" };

/** One line for each kind of message and language that the carrier has approved. */
export function TemplateRows() {
  const t = useText(channels);
  const c = useText(everyday);
  const language = useLanguage();
  const kinds = useApi("GET /v1/message_kinds", {}).data?.data ?? [];
  const required = [{ required: true, message: c("required") }];
  const line = (kind: string | undefined) =>
    kinds
      .find((one) => one.kind === kind)
      ?.params.map(({ value }) => value)
      .join(", ") ?? "";
  return (
    <Form.Item label={t("templates")} extra={t("templates_hint")}>
      <Form.List name="templates">
        {(rows, { add, remove }) => (
          <div className="templates">
            {rows.map(({ key, name }) => (
              <div key={key} className="templates__row">
                <Form.Item name={[name, "kind"]} rules={required} noStyle>
                  <Select
                    aria-label={t("template_kind")}
                    placeholder={t("template_kind")}
                    options={kinds.map((one) => ({ value: one.kind, label: one.label[language] }))}
                  />
                </Form.Item>
                <Form.Item name={[name, "language"]} rules={required} noStyle>
                  <Select
                    aria-label={t("template_language")}
                    options={LANGUAGES.map((value) => ({ value, label: NAMES[value] }))}
                  />
                </Form.Item>
                <Form.Item name={[name, "template_id"]} rules={required} noStyle>
                  <Input aria-label={t("template_id")} placeholder="SMS_154950909" maxLength={60} />
                </Form.Item>
                <Form.Item name={[name, "params"]} noStyle>
                  <Input aria-label={t("template_params")} placeholder="code, minutes" maxLength={300} />
                </Form.Item>
                <Button type="text" aria-label={t("remove_template")} onClick={() => remove(name)}>
                  <Icon name="close" />
                </Button>
              </div>
            ))}
            <Button
              size="small"
              onClick={() => {
                const kind = kinds[0]?.kind;
                const taken = rows.length;
                add({ kind, language: LANGUAGES[taken % LANGUAGES.length], params: line(kind) });
              }}
            >
              <Icon name="plus" />
              {t("add_template")}
            </Button>
          </div>
        )}
      </Form.List>
    </Form.Item>
  );
}
