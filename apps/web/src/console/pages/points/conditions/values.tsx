import { DatePicker, Input, InputNumber, Select } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useText } from "../../../../i18n/language.ts";
import { conditions } from "../../../../i18n/texts/conditions.ts";
import { Seg } from "../../../../ui/seg.tsx";
import { type FieldSpec, takesList } from "./fields.ts";

interface Option {
  value: string;
  label: string;
}

export interface ValueProps {
  spec: FieldSpec;
  operator: string;
  options: Option[] | undefined;
  value: unknown;
  onChange: (value: unknown) => void;
  invalid: boolean;
}

const status = (invalid: boolean) => (invalid ? ({ status: "error" } as const) : {});
const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

function Choice({ spec, operator, options, value, onChange, invalid }: ValueProps) {
  const t = useText(conditions);
  const list = takesList(operator);
  const known = options ?? [];
  const unname = (v: string) => (spec.named ? Number(v) : v);
  const shown = asList(value)
    .filter((v) => v !== "" && v !== undefined)
    .map(String);
  const label = t("value");
  // Codes that nobody lists are typed; several of them become tags.
  if (spec.free && !list && known.length === 0)
    return (
      <Input
        aria-label={label}
        value={shown[0] ?? ""}
        maxLength={200}
        onChange={(e) => onChange(e.target.value)}
        {...status(invalid)}
      />
    );
  return (
    <Select
      {...status(invalid)}
      mode={spec.free ? "tags" : "multiple"}
      {...(list ? {} : { maxCount: 1 })}
      aria-label={label}
      placeholder={spec.free ? t("type_codes") : label}
      options={known}
      showSearch={{ optionFilterProp: "label" }}
      popupMatchSelectWidth={220}
      value={list ? shown : shown.slice(0, 1)}
      onChange={(next: string[]) => onChange(list ? next.map(unname) : next[0] === undefined ? "" : unname(next[0]))}
    />
  );
}

function NumberValue({ spec, operator, value, onChange, invalid }: ValueProps) {
  const t = useText(conditions);
  const scale = spec.money ? 100 : 1;
  const bounds = spec.decimal ? {} : { min: 0, precision: spec.money ? 2 : 0 };
  const show = (v: unknown) => (typeof v === "number" ? v / scale : null);
  const read = (v: number | null) => (v === null ? "" : spec.decimal ? v : Math.round(v * scale));
  const field = (label: string, at: unknown, set: (v: number | string) => void) => (
    <InputNumber
      {...status(invalid)}
      className="right"
      aria-label={label}
      {...bounds}
      controls={false}
      value={show(at)}
      onChange={(v) => set(read(v))}
    />
  );
  if (takesList(operator))
    return (
      <Select
        {...status(invalid)}
        mode="tags"
        aria-label={t("value")}
        placeholder={t("type_codes")}
        value={asList(value).map((v) => String(show(v) ?? v))}
        onChange={(next: string[]) => onChange(next.map(Number).filter(Number.isFinite).map(read))}
      />
    );
  if (operator === "between") {
    const [from, to] = asList(value);
    return (
      <span className="qb__pair">
        {field(t("from"), from, (v) => onChange([v, to]))}
        <span className="mut">–</span>
        {field(t("to"), to, (v) => onChange([from, v]))}
      </span>
    );
  }
  return field(t("value"), value, onChange);
}

/** 1830, 18:30 and 8:30 are all understood; 24:00 is the end of the day. */
export function readClock(typed: string): string {
  const digits = typed.normalize("NFKC").replace(/\D/g, "");
  if (typed.includes(":") || digits.length === 4 || digits.length === 3) {
    const [hours, minutes] = typed.includes(":") ? typed.split(":") : [digits.slice(0, -2), digits.slice(-2)];
    return `${(hours ?? "").padStart(2, "0")}:${(minutes ?? "").padEnd(2, "0")}`;
  }
  return digits.length > 0 ? `${digits.padStart(2, "0")}:00` : "";
}

function ClockInput({
  label,
  value,
  onChange,
  invalid,
}: {
  label: string;
  value: unknown;
  onChange: (v: string) => void;
  invalid: boolean;
}) {
  return (
    <Input
      key={String(value)}
      {...status(invalid)}
      className="qb__clock"
      aria-label={label}
      inputMode="numeric"
      maxLength={5}
      defaultValue={typeof value === "string" ? value : ""}
      onBlur={(e) => onChange(readClock(e.target.value))}
      onPressEnter={(e) => onChange(readClock(e.currentTarget.value))}
    />
  );
}

function TimeValue({ operator, value, onChange, invalid }: ValueProps) {
  const t = useText(conditions);
  if (operator !== "between")
    return <ClockInput label={t("value")} value={value} onChange={onChange} invalid={invalid} />;
  const [from, to] = asList(value);
  return (
    <span className="qb__pair">
      <ClockInput label={t("from")} value={from} onChange={(v) => onChange([v, to])} invalid={invalid} />
      <span className="mut">–</span>
      <ClockInput label={t("to_midnight")} value={to} onChange={(v) => onChange([from, v])} invalid={invalid} />
    </span>
  );
}

const day = (value: unknown): Dayjs | null => (typeof value === "string" && value ? dayjs(value) : null);
const dateText = (value: Dayjs | null) => value?.format("YYYY-MM-DD") ?? "";

function DateValue({ operator, value, onChange, invalid }: ValueProps) {
  const t = useText(conditions);
  if (takesList(operator))
    return (
      <DatePicker
        {...status(invalid)}
        multiple
        aria-label={t("value")}
        value={asList(value).flatMap((v) => day(v) ?? [])}
        onChange={(next) => onChange(asList(next).map((d) => dateText(d as Dayjs)))}
      />
    );
  if (operator === "between") {
    const [from, to] = asList(value);
    return (
      <DatePicker.RangePicker
        {...status(invalid)}
        allowClear={false}
        value={[day(from), day(to)]}
        placeholder={[t("from"), t("to")]}
        onChange={(next) => onChange([dateText(next?.[0] ?? null), dateText(next?.[1] ?? null)])}
      />
    );
  }
  return (
    <DatePicker
      {...status(invalid)}
      allowClear={false}
      aria-label={t("value")}
      value={day(value)}
      onChange={(next) => onChange(dateText(next))}
    />
  );
}

function Flag({ value, onChange }: ValueProps) {
  const t = useText(conditions);
  const choices = [
    { value: "yes" as const, label: t("yes") },
    { value: "no" as const, label: t("no") },
  ];
  return (
    <Seg
      label={t("value")}
      choices={choices}
      value={value === false ? "no" : "yes"}
      onChange={(v) => onChange(v === "yes")}
    />
  );
}

/** The editor that suits the field: names for ids, yuan for fen, a clock for times. */
export function ValueField(props: ValueProps) {
  const { kind, named } = props.spec;
  if (named && props.operator !== "between") return <Choice {...props} />;
  switch (kind) {
    case "number":
      return <NumberValue {...props} />;
    case "time":
      return <TimeValue {...props} />;
    case "date":
      return <DateValue {...props} />;
    case "flag":
      return <Flag {...props} />;
    default:
      return <Choice {...props} />;
  }
}
