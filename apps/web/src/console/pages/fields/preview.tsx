import { Form } from "antd";
import { useState } from "react";
import type { MemberField } from "../../../api/contract.ts";
import { useText } from "../../../i18n/language.ts";
import { fieldTexts } from "../../../i18n/texts/fields.ts";
import { Card } from "../../../ui/card.tsx";
import { Seg } from "../../../ui/seg.tsx";
import { FieldInputs } from "./field-inputs.tsx";

type FormName = MemberField["required_on"][number];

/** Which fields a form shows: the front desk all, members those that are theirs to see, a kiosk what it requires. */
function onForm(form: FormName, field: MemberField): boolean {
  if (form === "member") return field.shown_to_member;
  return form === "front_desk" || field.required_on.includes("kiosk");
}

/** The form as it will be filled in; nothing typed here is kept. */
export function Preview({ fields }: { fields: readonly MemberField[] }) {
  const t = useText(fieldTexts);
  const [form, setForm] = useState<FormName>("front_desk");
  const shown = fields.filter((field) => onForm(form, field));
  const editable = shown.filter((field) => form === "front_desk" || field.editable_by_member);
  return (
    <Card title={t("preview")} className="fields-preview">
      <div className="pad">
        <Seg<FormName>
          label={t("preview_as")}
          value={form}
          onChange={setForm}
          choices={(["front_desk", "member", "kiosk"] as const).map((value) => ({ value, label: t(value) }))}
        />
        {shown.length === 0 ? <p className="mut">{t("preview_none")}</p> : null}
        <Form layout="vertical" name="field_preview" autoComplete="off" key={form}>
          <FieldInputs fields={editable} form={form} />
        </Form>
        {shown
          .filter((field) => !editable.includes(field))
          .map(({ field_id, label }) => (
            <p key={field_id}>
              {label} <span className="mut">{t("read_only")}</span>
            </p>
          ))}
      </div>
    </Card>
  );
}
