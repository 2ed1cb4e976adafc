import { Button, Popover } from "antd";
import { type ReactNode, useState } from "react";
import type { MemberField } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { useSession } from "../../../api/session.ts";
import { useText } from "../../../i18n/language.ts";
import { conditionTexts, findTexts } from "../../../i18n/texts/members-find.ts";
import { members } from "../../../i18n/texts/members.ts";
import { Icon } from "../../../ui/icon.tsx";
import { AddCondition } from "./add-condition.tsx";
import { useSaid } from "./choices.ts";
import { ConditionEditor } from "./condition-editor.tsx";
import { type Condition, CONDITIONS, isSet, named, valuesOf } from "./conditions.ts";
import { FieldConditionEditor, useFieldSaid } from "./field-condition.tsx";
import {
  type FieldCondition,
  MOST_FIELD_CONDITIONS,
  readFieldConditions,
  writeFieldConditions,
} from "./field-conditions.ts";
import type { useFilters } from "./filters.ts";

type FilterState = ReturnType<typeof useFilters>;
type Changing = Pick<FilterState, "filters" | "apply">;

/** The tenant's own fields that the list may be asked for; none of them where the role hides what stands in them. */
function useFields(): MemberField[] {
  const hidden = useSession().masks.includes("custom_fields");
  return useApi("GET /v1/member_fields", {}, { enabled: !hidden }).data?.data ?? [];
}

/** The conditions that hold, each a chip that is opened to change it; one more from the list of all. */
export function ConditionRow({ filters, apply, clear, any }: FilterState) {
  const t = useText(members);
  const fields = useFields();
  const set = CONDITIONS.filter((condition) => isSet(condition, filters));
  const of_fields = readFieldConditions(filters.fields);
  const changeFields = (conditions: readonly FieldCondition[]) => apply({ fields: writeFieldConditions(conditions) });
  return (
    <>
      {set.map((condition) => (
        <ConditionChip key={condition.id} condition={condition} filters={filters} apply={apply} />
      ))}
      {of_fields.map((condition, index) => (
        <FieldChip
          key={`${condition.key} ${index}`}
          field={fields.find(({ key }) => key === condition.key)}
          condition={condition}
          onChange={(next) => changeFields(of_fields.with(index, next))}
          onRemove={() => changeFields(of_fields.toSpliced(index, 1))}
        />
      ))}
      <AddCondition
        filters={filters}
        apply={apply}
        fields={of_fields.length < MOST_FIELD_CONDITIONS ? fields.filter(({ searchable }) => searchable) : []}
        onField={(condition) => changeFields([...of_fields, condition])}
      />
      {any ? (
        <Button type="link" onClick={clear}>
          {t("clear")}
        </Button>
      ) : null}
    </>
  );
}

interface ChipProps {
  label: string;
  words: string;
  /** Undefined: it cannot be changed, only removed. */
  editor: ((close: () => void) => ReactNode) | undefined;
  onRemove: () => void;
}

function Chip({ label, words, editor, onRemove }: ChipProps) {
  const t = useText(findTexts);
  const [open, setOpen] = useState(false);
  return (
    <span className="chip">
      <Popover
        open={open && editor !== undefined}
        onOpenChange={setOpen}
        trigger="click"
        placement="bottomLeft"
        destroyOnHidden
        content={editor?.(() => setOpen(false))}
      >
        <button type="button" className="chip__what" title={`${label} ${words}`} aria-expanded={open}>
          {label} {words ? <b className="med">{words}</b> : null}
        </button>
      </Popover>
      <button type="button" className="chip__off" aria-label={t("remove", { name: label })} onClick={onRemove}>
        <Icon name="close" />
      </button>
    </span>
  );
}

function ConditionChip({ condition, filters, apply }: Changing & { condition: Condition }) {
  const c = useText(conditionTexts);
  const said = useSaid();
  const label = c(condition.id);
  const values = valuesOf(condition, filters);
  const editor = (close: () => void) => (
    <ConditionEditor
      condition={condition}
      label={label}
      values={values}
      onApply={(next) => {
        close();
        apply(named(condition, next));
      }}
    />
  );
  const remove = () => apply(named(condition, []));
  return <Chip label={label} words={said(condition, values)} editor={editor} onRemove={remove} />;
}

interface FieldChipProps {
  /** Undefined: it was archived since, or its name is not read yet. */
  field: MemberField | undefined;
  condition: FieldCondition;
  onChange: (condition: FieldCondition) => void;
  onRemove: () => void;
}

function FieldChip({ field, condition, onChange, onRemove }: FieldChipProps) {
  const said = useFieldSaid();
  const editor =
    field &&
    ((close: () => void) => (
      <FieldConditionEditor
        field={field}
        condition={condition}
        onApply={(next) => {
          close();
          onChange(next);
        }}
      />
    ));
  const label = field?.label ?? condition.key;
  return <Chip label={label} words={said(field, condition)} editor={editor} onRemove={onRemove} />;
}
