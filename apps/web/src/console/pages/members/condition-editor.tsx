import { Button, DatePicker, Input, InputNumber, Radio, Select } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { useText } from "../../../i18n/language.ts";
import { states } from "../../../i18n/texts/everyday.ts";
import { findTexts } from "../../../i18n/texts/members-find.ts";
import { StaffSelect } from "../staff-select.tsx";
import { UnitSelect } from "../unit-select.tsx";
import { useChoices } from "./choices.ts";
import type { Condition } from "./conditions.ts";

type Values = (string | undefined)[];

interface Props {
  condition: Condition;
  label: string;
  values: Values;
  onApply: (values: Values) => void;
}

/** One condition being written: nothing is searched before it is applied. */
export function ConditionEditor({ condition, label, values, onApply }: Props) {
  const t = useText(findTexts);
  const [draft, setDraft] = useState(values);
  const flag = condition.editor === "flag";
  const is_set = flag || draft.some((value) => value !== undefined);
  return (
    <form
      className="condition__form"
      onSubmit={(event) => {
        event.preventDefault();
        if (is_set) onApply(flag ? ["true"] : draft);
      }}
    >
      {flag ? <p className="s">{label}</p> : <Field condition={condition} label={label} draft={draft} set={setDraft} />}
      <Button type="primary" htmlType="submit" disabled={!is_set}>
        {t("apply")}
      </Button>
    </form>
  );
}

interface FieldProps {
  condition: Condition;
  label: string;
  draft: Values;
  set: (values: Values) => void;
}

function Field(props: FieldProps) {
  const { condition, label, draft, set } = props;
  const [value] = draft;
  const one = (next: string | undefined) => set([next]);
  switch (condition.editor) {
    case "unit":
      return <UnitSelect label={label} value={value} onChange={one} />;
    case "owner":
      return <StaffSelect label={label} value={value} onChange={one} />;
    case "status":
      return <StatusField {...props} />;
    case "identity":
      return <IdentityField {...props} />;
    case "day":
      return <DayField label={label} value={value} onChange={one} />;
    case "days":
      return <DaysField {...props} />;
    case "range":
    case "money":
    case "percent":
      return <RangeField {...props} />;
    default:
      return <ChoiceField {...props} />;
  }
}

function StatusField({ label, draft: [value], set }: FieldProps) {
  const s = useText(states);
  return (
    <Radio.Group
      aria-label={label}
      value={value}
      onChange={(event) => set([event.target.value as string])}
      options={(["active", "blocked"] as const).map((status) => ({ value: status, label: s(status) }))}
    />
  );
}

function IdentityField({ label, draft: [value = ""], set }: FieldProps) {
  const t = useText(findTexts);
  return (
    <>
      <Input
        autoFocus
        aria-label={label}
        value={value}
        onChange={(event) => set([event.target.value.trim() || undefined])}
      />
      <p className="s mut">{t("identity_hint")}</p>
    </>
  );
}

interface DayProps {
  label: string;
  value: string | undefined;
  onChange: (day: string | undefined) => void;
}

export function DayField({ label, value, onChange }: DayProps) {
  return (
    <DatePicker
      aria-label={label}
      placeholder={label}
      value={value ? dayjs(value) : null}
      onChange={(day) => onChange(day ? day.format("YYYY-MM-DD") : undefined)}
      style={{ width: "100%" }}
    />
  );
}

function DaysField({ label, draft: [from, to], set }: FieldProps) {
  const t = useText(findTexts);
  return (
    <>
      <DayField label={`${label} ${t("from")}`} value={from} onChange={(day) => set([day, to])} />
      <DayField label={`${label} ${t("to")}`} value={to} onChange={(day) => set([from, day])} />
    </>
  );
}

/** Money is typed in yuan and asked for in fen. */
function RangeField({ condition, label, draft: [from, to], set }: FieldProps) {
  const t = useText(findTexts);
  const scale = condition.editor === "money" ? 100 : 1;
  const end = (value: string | undefined, words: string, change: (next: string | undefined) => void) => (
    <InputNumber
      aria-label={`${label} ${words}`}
      placeholder={words}
      min={0}
      {...(condition.editor === "percent" ? { max: 100 } : {})}
      precision={0}
      style={{ width: "100%" }}
      value={value === undefined ? null : Number(value) / scale}
      onChange={(next) => change(next === null ? undefined : String(next * scale))}
    />
  );
  return (
    <>
      {end(from, t("least"), (next) => set([next, to]))}
      {end(to, t("most"), (next) => set([from, next]))}
    </>
  );
}

function ChoiceField({ condition, label, draft: [value], set }: FieldProps) {
  const options = useChoices(condition.editor);
  if (condition.editor === "month") {
    return (
      <Select
        aria-label={label}
        placeholder={label}
        options={options}
        value={value ?? null}
        onChange={(next: string | null) => set([next ?? undefined])}
      />
    );
  }
  return (
    <Select
      mode="multiple"
      aria-label={label}
      placeholder={label}
      showSearch={{ optionFilterProp: "label" }}
      options={options}
      value={value ? value.split(",") : []}
      onChange={(next: string[]) => set([next.length > 0 ? next.join(",") : undefined])}
    />
  );
}
