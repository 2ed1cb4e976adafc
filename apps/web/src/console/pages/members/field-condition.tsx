import { Button, InputNumber, Select } from "antd";
import { useState } from "react";
import type { MemberField } from "../../../api/contract.ts";
import { useText } from "../../../i18n/language.ts";
import { fieldConditionTexts, findTexts } from "../../../i18n/texts/members-find.ts";
import { DayField } from "./condition-editor.tsx";
import { useEnds } from "./ends.ts";
import {
  type Comparison,
  comparisonOf,
  comparisonsOf,
  conditionOf,
  type Draft,
  draftOf,
  type FieldCondition,
} from "./field-conditions.ts";

/** How a condition on a field reads as a chip. */
export function useFieldSaid(): (field: MemberField | undefined, condition: FieldCondition) => string {
  const c = useText(fieldConditionTexts);
  const ends = useEnds();
  return (field, condition) => {
    const { any_of, none_of, from, to } = condition;
    const word = (one: string | boolean) => field?.options.find(({ code }) => code === one)?.label ?? String(one);
    const list = (some: readonly (string | boolean)[] = []) => some.map(word).join(" / ");
    const comparison = comparisonOf(condition);
    if (comparison === "any") return list(any_of);
    if (comparison === "none") return c("is_none_of", { values: list(none_of) });
    if (comparison !== "ends") return c(comparison);
    return field?.type === "date" ? ends.days(textOf(from), textOf(to)) : ends.numbers(from, to);
  };
}

const textOf = (end: string | number | undefined) => (end === undefined ? undefined : String(end));

interface Props {
  field: MemberField;
  condition?: FieldCondition;
  onApply: (condition: FieldCondition) => void;
}

/** A question to a field of the tenant's own, in what suits its type. */
export function FieldConditionEditor({ field, condition, onApply }: Props) {
  const t = useText(findTexts);
  const c = useText(fieldConditionTexts);
  const [draft, setDraft] = useState(() => draftOf(field, condition));
  const made = conditionOf(field, draft);
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  return (
    <form
      className="condition__form"
      onSubmit={(event) => {
        event.preventDefault();
        if (made) onApply(made);
      }}
    >
      <Select<Comparison>
        aria-label={c("comparison", { label: field.label })}
        options={comparisonsOf(field).map((value) => ({ value, label: c(value) }))}
        value={draft.comparison}
        onChange={(comparison) => set({ comparison })}
      />
      <Value field={field} draft={draft} set={set} />
      <Button type="primary" htmlType="submit" disabled={!made}>
        {t("apply")}
      </Button>
    </form>
  );
}

interface ValueProps {
  field: MemberField;
  draft: Draft;
  set: (change: Partial<Draft>) => void;
}

function Value(props: ValueProps) {
  const { field, draft } = props;
  switch (draft.comparison) {
    case "any":
    case "none":
      return field.type === "text" ? <Texts {...props} /> : <Options {...props} />;
    case "ends":
      return field.type === "date" ? <Days {...props} /> : <Numbers {...props} />;
    default:
      return null;
  }
}

/** Whole texts, as many as are typed. */
function Texts({ field: { label }, draft: { some }, set }: ValueProps) {
  const c = useText(fieldConditionTexts);
  return (
    <>
      <Select
        mode="tags"
        open={false}
        suffixIcon={null}
        aria-label={label}
        placeholder={label}
        value={some}
        onChange={(next: string[]) => set({ some: next.map((one) => one.trim()).filter(Boolean) })}
      />
      <p className="s mut">{c("texts_hint")}</p>
    </>
  );
}

/** Also what is no longer offered: whoever has it can be found by it. */
function Options({ field: { label, options }, draft: { some }, set }: ValueProps) {
  const known = [...options].sort((a, b) => Number(a.archived) - Number(b.archived));
  return (
    <Select
      mode="multiple"
      aria-label={label}
      placeholder={label}
      showSearch={{ optionFilterProp: "label" }}
      options={known.map((option) => ({ value: option.code, label: option.label }))}
      value={some}
      onChange={(next: string[]) => set({ some: next })}
    />
  );
}

function Days({ field: { label }, draft: { from, to }, set }: ValueProps) {
  const t = useText(findTexts);
  return (
    <>
      <DayField label={`${label} ${t("from")}`} value={textOf(from)} onChange={(day) => set({ from: day })} />
      <DayField label={`${label} ${t("to")}`} value={textOf(to)} onChange={(day) => set({ to: day })} />
    </>
  );
}

function Numbers({ field: { label }, draft: { from, to }, set }: ValueProps) {
  const t = useText(findTexts);
  const end = (value: string | number | undefined, words: string, change: (next: number | undefined) => void) => (
    <InputNumber
      aria-label={`${label} ${words}`}
      placeholder={words}
      style={{ width: "100%" }}
      value={typeof value === "number" ? value : null}
      onChange={(next) => change(next ?? undefined)}
    />
  );
  return (
    <>
      {end(from, t("least"), (next) => set({ from: next }))}
      {end(to, t("most"), (next) => set({ to: next }))}
    </>
  );
}
