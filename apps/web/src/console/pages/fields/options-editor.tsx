import { Button, Checkbox, Form, Input } from "antd";
import type { MemberField } from "../../../api/contract.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { fieldTexts } from "../../../i18n/texts/fields.ts";
import { Icon } from "../../../ui/icon.tsx";

type Option = MemberField["options"][number];

export interface OptionValues {
  code: string;
  zh: string;
  en?: string;
  ko?: string;
  archived?: boolean;
}

export const optionsIn = (options: readonly Option[]): OptionValues[] =>
  options.map(({ code, labels, archived }) => ({
    code,
    zh: labels["zh-CN"],
    en: labels.en,
    ko: labels.ko,
    archived,
  }));

export const optionsOut = (options: readonly OptionValues[]) =>
  options.map(({ code, zh, en, ko, archived = false }) => ({
    code,
    labels: { "zh-CN": zh, ...(en ? { en } : {}), ...(ko ? { ko } : {}) },
    archived,
  }));

/** A code nobody has yet: it may be changed until it is saved. */
function freeCode(taken: readonly string[]): string {
  let n = taken.length + 1;
  while (taken.includes(`option_${n}`)) n++;
  return `option_${n}`;
}

/** What can be chosen, in its order. A code that is saved stays; an option that is used is archived rather than removed. */
export function OptionsEditor({ known }: { known: readonly Option[] }) {
  const t = useText(fieldTexts);
  const form = Form.useFormInstance<{ options?: OptionValues[] }>();
  const codes = () => (form.getFieldValue("options") as OptionValues[] | undefined)?.map((one) => one.code) ?? [];
  return (
    <Form.List name="options">
      {(rows, { add, remove, move }, { errors }) => (
        <div className="options" role="group" aria-label={t("options")}>
          <p className="s mut">{t("options")}</p>
          {rows.map(({ key, name }) => (
            <OptionRow
              key={key}
              name={name}
              saved={known.some(({ code }) => code === codes()[name])}
              onRemove={() => remove(name)}
              onUp={name > 0 ? () => move(name, name - 1) : undefined}
              onDown={name < rows.length - 1 ? () => move(name, name + 1) : undefined}
            />
          ))}
          <Form.ErrorList errors={errors} />
          <Button size="small" onClick={() => add({ code: freeCode(codes()), zh: "" })}>
            <Icon name="plus" />
            {t("option_add")}
          </Button>
        </div>
      )}
    </Form.List>
  );
}

interface RowProps {
  name: number;
  saved: boolean;
  onRemove: () => void;
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
}

function OptionRow({ name, saved, onRemove, onUp, onDown }: RowProps) {
  const t = useText(fieldTexts);
  const c = useText(everyday);
  const required = { required: true, whitespace: true, message: c("required") };
  const text = (part: "zh" | "en" | "ko") => (
    <Form.Item name={[name, part]} rules={part === "zh" ? [required] : []}>
      <Input
        maxLength={60}
        aria-label={`${t("options")} ${name + 1} ${t(`option_${part}`)}`}
        placeholder={t(`option_${part}`)}
      />
    </Form.Item>
  );
  return (
    <div className="options-row">
      {text("zh")}
      {text("en")}
      {text("ko")}
      <Form.Item name={[name, "code"]} rules={[required, { pattern: /^[a-z][a-z0-9_]*$/, message: t("key_wrong") }]}>
        <Input
          maxLength={40}
          disabled={saved}
          spellCheck={false}
          aria-label={`${t("options")} ${name + 1} ${t("option_code")}`}
          placeholder={t("option_code")}
        />
      </Form.Item>
      <Form.Item name={[name, "archived"]} valuePropName="checked">
        <Checkbox>{t("option_off")}</Checkbox>
      </Form.Item>
      <span className="options-acts">
        <button
          type="button"
          className="tool"
          aria-label={t("up", { label: String(name + 1) })}
          disabled={!onUp}
          onClick={onUp}
        >
          <Icon name="up" />
        </button>
        <button
          type="button"
          className="tool"
          aria-label={t("down", { label: String(name + 1) })}
          disabled={!onDown}
          onClick={onDown}
        >
          <Icon name="down" />
        </button>
        <button type="button" className="tool" aria-label={`${t("option_remove")} ${name + 1}`} onClick={onRemove}>
          <Icon name="close" />
        </button>
      </span>
    </div>
  );
}
