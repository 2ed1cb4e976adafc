import { Button, Popover, Select } from "antd";
import { useState } from "react";
import { useMay } from "../../../api/session.ts";
import { useText } from "../../../i18n/language.ts";
import { conditionTexts, findTexts } from "../../../i18n/texts/members-find.ts";
import { members } from "../../../i18n/texts/members.ts";
import { Icon } from "../../../ui/icon.tsx";
import { useSaid } from "./choices.ts";
import { ConditionEditor } from "./condition-editor.tsx";
import { type Condition, CONDITIONS, isSet, valuesOf } from "./conditions.ts";
import type { useFilters } from "./filters.ts";

type FilterState = ReturnType<typeof useFilters>;

const named = ({ names }: Condition, values: (string | undefined)[]) =>
  Object.fromEntries(names.map((name, index) => [name, values[index]]));

/** The conditions that hold, each a chip that is opened to change it; one more from the list of all. */
export function ConditionRow({ filters, apply, clear, any }: FilterState) {
  const t = useText(members);
  const set = CONDITIONS.filter((condition) => isSet(condition, filters));
  return (
    <>
      {set.map((condition) => (
        <Chip key={condition.id} condition={condition} filters={filters} apply={apply} />
      ))}
      <AddCondition filters={filters} apply={apply} />
      {any ? (
        <Button type="link" onClick={clear}>
          {t("clear")}
        </Button>
      ) : null}
    </>
  );
}

type Changing = Pick<FilterState, "filters" | "apply">;

function Chip({ condition, filters, apply }: Changing & { condition: Condition }) {
  const t = useText(findTexts);
  const c = useText(conditionTexts);
  const said = useSaid();
  const [open, setOpen] = useState(false);
  const label = c(condition.id);
  const values = valuesOf(condition, filters);
  const words = said(condition, values);
  const editor = (
    <ConditionEditor
      condition={condition}
      label={label}
      values={values}
      onApply={(next) => {
        setOpen(false);
        apply(named(condition, next));
      }}
    />
  );
  return (
    <span className="chip">
      <Popover
        open={open}
        onOpenChange={setOpen}
        trigger="click"
        placement="bottomLeft"
        destroyOnHidden
        content={editor}
      >
        <button type="button" className="chip__what" title={`${label} ${words}`} aria-expanded={open}>
          {label} {words ? <b className="med">{words}</b> : null}
        </button>
      </Popover>
      <button
        type="button"
        className="chip__off"
        aria-label={t("remove", { name: label })}
        onClick={() => apply(named(condition, []))}
      >
        <Icon name="close" />
      </button>
    </span>
  );
}

function AddCondition({ filters, apply }: Changing) {
  const t = useText(findTexts);
  const c = useText(conditionTexts);
  const may = useMay();
  const [open, setOpen] = useState(false);
  const [id, setId] = useState<Condition["id"]>();
  const offered = CONDITIONS.filter(({ needs }) => needs === undefined || may(needs));
  const condition = offered.find((one) => one.id === id);
  const close = () => {
    setOpen(false);
    setId(undefined);
  };
  const content = (
    <div className="condition">
      <Select
        autoFocus
        showSearch={{ optionFilterProp: "label" }}
        aria-label={t("condition")}
        placeholder={t("condition")}
        options={offered.map((one) => ({ value: one.id, label: c(one.id) }))}
        value={id ?? null}
        onChange={(next: Condition["id"] | null) => setId(next ?? undefined)}
      />
      {condition ? (
        <ConditionEditor
          key={condition.id}
          condition={condition}
          label={c(condition.id)}
          values={valuesOf(condition, filters)}
          onApply={(values) => {
            close();
            apply(named(condition, values));
          }}
        />
      ) : null}
    </div>
  );
  return (
    <Popover
      open={open}
      onOpenChange={(next) => (next ? setOpen(true) : close())}
      trigger="click"
      placement="bottomLeft"
      destroyOnHidden
      content={content}
    >
      <Button type="link" aria-expanded={open}>
        <Icon name="adjust" />
        {t("add_condition")}
      </Button>
    </Popover>
  );
}
