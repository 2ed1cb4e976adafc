import { useMemo } from "react";
import { QueryBuilder, type RuleGroupType } from "react-querybuilder";
import type { ConditionGroup } from "../../../../api/points.ts";
import { useText } from "../../../../i18n/language.ts";
import { conditions } from "../../../../i18n/texts/conditions.ts";
import {
  AddGroup,
  AddRule,
  Combinator,
  type EditorContext,
  FieldSelector,
  NotToggle,
  OperatorSelector,
  RemoveGroup,
  RemoveRule,
  Shift,
  ValueEditor,
} from "./controls.tsx";
import { useCustomFields } from "./custom.ts";
import { askedIn, fieldsOf, leavesOf, MAX_DEPTH, MAX_LEAVES, operatorsOf, startValue } from "./fields.ts";
import { useConditionWords, useNames } from "./words.ts";
import "./conditions.css";

const controls = {
  combinatorSelector: Combinator,
  notToggle: NotToggle,
  fieldSelector: FieldSelector,
  operatorSelector: OperatorSelector,
  valueEditor: ValueEditor,
  addRuleAction: AddRule,
  addGroupAction: AddGroup,
  removeRuleAction: RemoveRule,
  removeGroupAction: RemoveGroup,
  shiftActions: Shift,
};
const named = (names: readonly string[]) => names.map((name) => ({ name, label: name }));

interface Props {
  value: ConditionGroup;
  onChange: (value: ConditionGroup) => void;
  of: "purchase" | "behaviour" | "member";
  /** Of the server, by pointer from the root of the tree: "/rules/0/value". */
  problems: ReadonlyMap<string, string>;
}

/** "/rules/0/rules/1/value/0" belongs to the leaf at 0/1. */
const pathOf = (pointer: string) => [...pointer.matchAll(/\/rules\/(\d+)/g)].map(([, index]) => index).join("/");

/** The condition tree, drawn by react-querybuilder in our own controls. Its own chunk. */
export function ConditionsEditor({ value, onChange, of, problems }: Props) {
  const t = useText(conditions);
  const all = useNames();
  // What a rule gives does not depend on what rules give.
  const names = useMemo(() => (of === "member" ? { ...all, tag_id: all.manual_tag_id ?? [] } : all), [all, of]);
  const { field: word } = useConditionWords();
  const { specs, offered } = useCustomFields();
  const context = useMemo<EditorContext>(
    () => ({
      names,
      specs,
      word,
      problems: new Map([...problems].map(([pointer, text]) => [pathOf(pointer), text])),
      full: leavesOf(value) >= MAX_LEAVES,
    }),
    [names, specs, word, problems, value],
  );
  // One that was archived since is still what its leaf asks about.
  const fields = useMemo(() => {
    const own = of === "member" ? [...offered, ...askedIn(value).filter((field) => field in specs)] : [];
    return named([...fieldsOf(of), ...new Set(own)]);
  }, [of, offered, specs, value]);
  const atRoot = context.problems.get("");
  return (
    <div className="qb">
      <QueryBuilder
        query={value as RuleGroupType}
        onQueryChange={(next) => onChange(next as ConditionGroup)}
        fields={fields}
        getOperators={(field) => named(operatorsOf(field, specs))}
        getDefaultOperator={(field) => operatorsOf(field, specs)[0] ?? "="}
        getDefaultValue={(rule) => startValue(rule, specs)}
        resetOnOperatorChange
        listsAsArrays
        showNotToggle
        showShiftActions
        autoSelectField
        suppressStandardClassnames
        controlElements={controls}
        controlClassnames={{
          ruleGroup: "qb__group",
          header: "qb__head",
          body: "qb__body",
          rule: "qb__rule",
        }}
        context={context}
      />
      {value.rules.length === 0 ? <p className="s mut qb__none">{t("none")}</p> : null}
      {context.full ? <p className="s warn">{t("full", { leaves: MAX_LEAVES, depth: MAX_DEPTH })}</p> : null}
      {atRoot ? (
        <p className="s neg" role="alert">
          {atRoot}
        </p>
      ) : null}
    </div>
  );
}
