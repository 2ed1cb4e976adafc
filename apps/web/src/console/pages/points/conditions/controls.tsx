// The query builder's parts in the console's own controls.
import { Button, Select, type SelectProps } from "antd";
import {
  type ActionProps,
  type CombinatorSelectorProps,
  type FieldSelectorProps,
  type NotToggleProps,
  type OperatorSelectorProps,
  type ShiftActionsProps,
  useValueEditor,
  type ValueEditorProps,
} from "react-querybuilder";
import { useLanguage, useText } from "../../../../i18n/language.ts";
import { lookup } from "../../../../i18n/text.ts";
import { conditions, operators } from "../../../../i18n/texts/conditions.ts";
import { fieldTexts } from "../../../../i18n/texts/fields.ts";
import { Icon } from "../../../../ui/icon.tsx";
import { Seg } from "../../../../ui/seg.tsx";
import { MAX_DEPTH, specOf, type Specs } from "./fields.ts";
import { ValueField } from "./values.tsx";

/** Handed through the builder to its parts. */
export interface EditorContext {
  names: Record<string, { value: string; label: string }[]>;
  /** Of fields of the tenant's own. */
  specs: Specs;
  /** What a field is called. */
  word: (field: string) => string;
  /** By the leaf's path in the tree: "0", "1/0". */
  problems: ReadonlyMap<string, string>;
  full: boolean;
}
const contextOf = (context: unknown) => context as EditorContext;

export function Combinator({ value, handleOnChange }: CombinatorSelectorProps) {
  const t = useText(conditions);
  const choices = [
    { value: "and" as const, label: t("all_of") },
    { value: "or" as const, label: t("any_of") },
  ];
  return (
    <Seg label={t("combinator")} choices={choices} value={value === "or" ? "or" : "and"} onChange={handleOnChange} />
  );
}

export function NotToggle({ checked, handleOnChange }: NotToggleProps) {
  const t = useText(conditions);
  return (
    <button type="button" className="qb__not" aria-pressed={checked === true} onClick={() => handleOnChange(!checked)}>
      {t("not")}
    </button>
  );
}

export function FieldSelector({ value, options, handleOnChange, context }: FieldSelectorProps) {
  const t = useText(conditions);
  const f = useText(fieldTexts);
  const { word } = contextOf(context);
  const names = (options as { name: string }[]).map(({ name }) => name);
  const known = (own: boolean) =>
    names.filter((name) => name.startsWith("fields.") === own).map((name) => ({ value: name, label: word(name) }));
  const groups = [
    { label: t("common"), options: known(false) },
    { label: f("title"), options: known(true) },
  ];
  const grouped: SelectProps["options"] = known(true).length > 0 ? groups : known(false);
  return (
    <Select
      className="qb__field"
      aria-label={t("field")}
      showSearch={{ optionFilterProp: "label" }}
      popupMatchSelectWidth={220}
      value={value ?? null}
      options={grouped}
      onChange={handleOnChange}
    />
  );
}

export function OperatorSelector({ value, options, handleOnChange }: OperatorSelectorProps) {
  const t = useText(conditions);
  const language = useLanguage();
  const names = (options as { name: string }[]).map(({ name }) => name);
  if (names.length === 1) return null;
  return (
    <Select
      className="qb__operator"
      aria-label={t("operator")}
      popupMatchSelectWidth={160}
      value={value ?? null}
      options={names.map((name) => ({ value: name, label: lookup(operators, name, language) ?? name }))}
      onChange={handleOnChange}
    />
  );
}

export function ValueEditor(props: ValueEditorProps) {
  useValueEditor(props);
  const { field, operator, value, handleOnChange, path, context } = props;
  const { names, specs, problems } = contextOf(context);
  const problem = problems.get(path.join("/"));
  return (
    <span className="qb__value">
      <ValueField
        spec={specOf(field, specs)}
        operator={operator}
        options={names[field]}
        value={value as unknown}
        onChange={handleOnChange}
        invalid={problem !== undefined}
      />
      {problem ? (
        <span className="s neg" role="alert">
          {problem}
        </span>
      ) : null}
    </span>
  );
}

function Add({ word, props }: { word: "add_rule" | "add_group"; props: ActionProps }) {
  const t = useText(conditions);
  const deep = word === "add_group" && props.level >= MAX_DEPTH - 1;
  if (deep) return null;
  return (
    <Button type="link" size="small" disabled={contextOf(props.context).full} onClick={(e) => props.handleOnClick(e)}>
      <Icon name="plus" />
      {t(word)}
    </Button>
  );
}
export const AddRule = (props: ActionProps) => <Add word="add_rule" props={props} />;
export const AddGroup = (props: ActionProps) => <Add word="add_group" props={props} />;

function Remove({ word, props }: { word: "remove_rule" | "remove_group"; props: ActionProps }) {
  const t = useText(conditions);
  return (
    <button type="button" className="tool" aria-label={t(word)} title={t(word)} onClick={(e) => props.handleOnClick(e)}>
      <Icon name="close" />
    </button>
  );
}
export const RemoveRule = (props: ActionProps) => <Remove word="remove_rule" props={props} />;
export const RemoveGroup = (props: ActionProps) => <Remove word="remove_group" props={props} />;

/** What others drag, keys and buttons move here. */
export function Shift({ shiftUp, shiftDown, shiftUpDisabled, shiftDownDisabled }: ShiftActionsProps) {
  const t = useText(conditions);
  return (
    <span className="qb__shift">
      <button type="button" className="tool" aria-label={t("move_up")} disabled={shiftUpDisabled} onClick={shiftUp}>
        <Icon name="up" />
      </button>
      <button
        type="button"
        className="tool"
        aria-label={t("move_down")}
        disabled={shiftDownDisabled}
        onClick={shiftDown}
      >
        <Icon name="down" />
      </button>
    </span>
  );
}
