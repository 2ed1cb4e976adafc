import { DatePicker, Form, Input, InputNumber, Select } from "antd";
import type { MemberField } from "../../../api/contract.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { fieldTexts } from "../../../i18n/texts/fields.ts";

const TEXT_LENGTH = 500;
const LARGEST = 99_999_999_999;
const DECIMALS = 4;

type Form = MemberField["required_on"][number];

interface Props {
  fields: readonly MemberField[];
  form: Form;
  /** What somebody has: an option that is no longer offered stays with them. */
  held?: Readonly<Record<string, unknown>>;
}

/** The tenant's own fields, inside a form whose values have them under `fields`. */
export function FieldInputs({ fields, form, held = {} }: Props) {
  const c = useText(everyday);
  return fields.map((field) => {
    const required = field.required_on.includes(form);
    const whitespace = field.type === "text";
    return (
      <Form.Item
        key={field.field_id}
        name={["fields", field.key]}
        label={field.label}
        required={required}
        rules={required ? [{ required: true, whitespace, message: c("required") }] : []}
      >
        <FieldInput field={field} held={[held[field.key]].flat()} />
      </Form.Item>
    );
  });
}

interface InputProps {
  field: MemberField;
  held: readonly unknown[];
}

/** The value, its change and its id come from the form around it. */
function FieldInput({ field, held, ...given }: InputProps) {
  const t = useText(fieldTexts);
  const options = field.options
    .filter(({ code, archived }) => !archived || held.includes(code))
    .map(({ code, label }) => ({ value: code, label }));
  const select = { ...given, allowClear: true, showSearch: { optionFilterProp: "label" } } as const;
  switch (field.type) {
    case "text":
      return <Input {...given} maxLength={TEXT_LENGTH} />;
    case "number":
      return (
        <InputNumber {...given} style={{ width: "100%" }} min={-LARGEST} max={LARGEST} {...decimals} controls={false} />
      );
    case "date":
      return <DatePicker {...given} style={{ width: "100%" }} />;
    case "boolean":
      return (
        <Select
          {...given}
          allowClear
          options={[
            { value: true, label: t("yes") },
            { value: false, label: t("no") },
          ]}
        />
      );
    case "choice":
      return <Select {...select} options={options} />;
    case "choices":
      return <Select {...select} mode="multiple" options={options} />;
  }
}

/** As many as are kept, none added. */
const decimals = {
  parser: (text: string | undefined) => {
    const number = Number((text ?? "").replace(/[,，\s]/g, ""));
    return Number.isFinite(number) ? Number(number.toFixed(DECIMALS)) : 0;
  },
};
