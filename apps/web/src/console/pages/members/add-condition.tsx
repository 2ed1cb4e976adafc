import { Button, Popover, Select, type SelectProps } from "antd";
import { useState } from "react";
import type { MemberField } from "../../../api/contract.ts";
import { useMay } from "../../../api/session.ts";
import { useText } from "../../../i18n/language.ts";
import { fieldTexts } from "../../../i18n/texts/fields.ts";
import { conditionTexts, findTexts } from "../../../i18n/texts/members-find.ts";
import { Icon } from "../../../ui/icon.tsx";
import { ConditionEditor } from "./condition-editor.tsx";
import { CONDITIONS, named, valuesOf } from "./conditions.ts";
import { FieldConditionEditor } from "./field-condition.tsx";
import type { FieldCondition } from "./field-conditions.ts";
import type { useFilters } from "./filters.ts";

interface AddProps extends Pick<ReturnType<typeof useFilters>, "filters" | "apply"> {
  fields: readonly MemberField[];
  onField: (condition: FieldCondition) => void;
}

const OF_FIELD = "fields.";

export function AddCondition(props: AddProps) {
  const t = useText(findTexts);
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomLeft"
      destroyOnHidden
      content={<NewCondition {...props} onDone={() => setOpen(false)} />}
    >
      <Button type="link" aria-expanded={open}>
        <Icon name="adjust" />
        {t("add_condition")}
      </Button>
    </Popover>
  );
}

function NewCondition({ filters, apply, fields, onField, onDone }: AddProps & { onDone: () => void }) {
  const t = useText(findTexts);
  const c = useText(conditionTexts);
  const f = useText(fieldTexts);
  const may = useMay();
  const [id, setId] = useState<string>();
  const offered = CONDITIONS.filter(({ needs }) => needs === undefined || may(needs));
  const common = offered.map((one) => ({ value: one.id as string, label: c(one.id) }));
  const own = fields.map(({ key, label }) => ({ value: OF_FIELD + key, label }));
  const groups = [
    { label: t("common"), options: common },
    { label: f("title"), options: own },
  ];
  const options: SelectProps["options"] = own.length > 0 ? groups : common;
  const condition = offered.find((one) => one.id === id);
  const field = fields.find(({ key }) => OF_FIELD + key === id);
  return (
    <div className="condition">
      <Select
        autoFocus
        showSearch={{ optionFilterProp: "label" }}
        aria-label={t("condition")}
        placeholder={t("condition")}
        options={options}
        value={id ?? null}
        onChange={(next: string | null) => setId(next ?? undefined)}
      />
      {condition ? (
        <ConditionEditor
          key={condition.id}
          condition={condition}
          label={c(condition.id)}
          values={valuesOf(condition, filters)}
          onApply={(values) => {
            onDone();
            apply(named(condition, values));
          }}
        />
      ) : null}
      {field ? (
        <FieldConditionEditor
          key={field.key}
          field={field}
          onApply={(made) => {
            onDone();
            onField(made);
          }}
        />
      ) : null}
    </div>
  );
}
