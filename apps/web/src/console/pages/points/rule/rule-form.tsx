import { AutoComplete, Checkbox, DatePicker, Form, Input, InputNumber } from "antd";
import { lazy, Suspense, type ReactNode } from "react";
import type { ConditionGroup } from "../../../../api/points.ts";
import { useLanguage, useText } from "../../../../i18n/language.ts";
import { lookup } from "../../../../i18n/text.ts";
import { behaviours, conditions as conditionTexts } from "../../../../i18n/texts/conditions.ts";
import { everyday } from "../../../../i18n/texts/everyday.ts";
import { rule as texts } from "../../../../i18n/texts/points-rule.ts";
import { Card } from "../../../../ui/card.tsx";
import { Seg } from "../../../../ui/seg.tsx";
import { Skeleton } from "../../../../ui/states.tsx";
import { type DraftFields, LIMITS } from "./draft.ts";

const ConditionsEditor = lazy(async () => ({
  default: (await import("../conditions/editor.tsx")).ConditionsEditor,
}));

function useRequired() {
  const c = useText(everyday);
  return [{ required: true, message: c("required") }];
}

function NamesCard() {
  const t = useText(texts);
  const required = useRequired();
  return (
    <Card title={t("names")} note={t("name_why")}>
      <div className="pad rule__grid">
        <Form.Item name={["label", "zh-CN"]} label={t("name_zh")} rules={required}>
          <Input maxLength={60} lang="zh-CN" />
        </Form.Item>
        <Form.Item name={["label", "en"]} label={t("name_en")}>
          <Input maxLength={60} lang="en" />
        </Form.Item>
        <Form.Item name={["label", "ko"]} label={t("name_ko")}>
          <Input maxLength={60} lang="ko" />
        </Form.Item>
        <Form.Item name="from" label={t("valid_from")}>
          <DatePicker placeholder={t("from_publish")} style={{ width: "100%" }} />
        </Form.Item>
        <Form.Item name="until" label={t("valid_until")}>
          <DatePicker placeholder={t("no_end")} style={{ width: "100%" }} />
        </Form.Item>
      </div>
    </Card>
  );
}

/** A segmented choice as a form control. */
function SegField<T extends string>({
  label,
  choices,
  value,
  onChange,
}: {
  label: string;
  choices: { value: T; label: ReactNode }[];
  value?: T;
  onChange?: (value: T) => void;
}) {
  return (
    <Seg label={label} choices={choices} value={value ?? (choices[0]?.value as T)} onChange={(v) => onChange?.(v)} />
  );
}

function Value({ kind }: { kind: DraftFields["kind"] }) {
  const t = useText(texts);
  const required = useRequired();
  const field = (name: string, label: string, precision: number, min: number) => (
    <Form.Item name={name} label={label} rules={required}>
      <InputNumber
        className="right"
        min={min}
        max={1_000_000_000}
        precision={precision}
        controls={false}
        style={{ width: "100%" }}
      />
    </Form.Item>
  );
  if (kind === "multiplier")
    return (
      <Form.Item name="factor" label={t("factor")} rules={required}>
        <InputNumber className="right" prefix="×" min={0} max={100} step={0.1} style={{ width: "100%" }} />
      </Form.Item>
    );
  if (kind === "rate")
    return (
      <>
        {field("rate_points", t("points"), 0, 0)}
        {field("rate_yuan", t("per_yuan"), 2, 0.01)}
      </>
    );
  return (
    <>
      {field("points", t("points"), 0, 1)}
      <Form.Item name="per_unit" valuePropName="checked" label=" ">
        <Checkbox>{t("per_unit")}</Checkbox>
      </Form.Item>
    </>
  );
}

function HowCard() {
  const t = useText(texts);
  const language = useLanguage();
  const required = useRequired();
  const kind = Form.useWatch("kind", { preserve: true }) as DraftFields["kind"] | undefined;
  const trigger = Form.useWatch("trigger", { preserve: true }) as DraftFields["trigger"] | undefined;
  const kinds = (["multiplier", "fixed", "rate"] as const).map((value) => ({ value, label: t(value) }));
  const triggers = [
    { value: "purchase" as const, label: t("purchase") },
    { value: "behaviour" as const, label: t("on_behaviour") },
  ];
  const codes = Object.keys(behaviours).map((value) => ({
    value,
    label: `${lookup(behaviours, value, language)} ${value}`,
  }));
  const ofBehaviour = trigger === "behaviour" && kind !== "rate";
  return (
    <Card title={t("how")} note={t(`${kind ?? "multiplier"}_why`)}>
      <div className="pad rule__how">
        <Form.Item name="kind" label={t("kind")} className="rule__seg">
          <SegField label={t("kind")} choices={kinds} />
        </Form.Item>
        {kind === "rate" ? null : (
          <Form.Item name="trigger" label={t("trigger")} className="rule__seg">
            <SegField label={t("trigger")} choices={triggers} />
          </Form.Item>
        )}
        {ofBehaviour ? (
          <Form.Item name="behaviour" label={t("behaviour")} rules={required}>
            <AutoComplete options={codes} maxLength={40} />
          </Form.Item>
        ) : null}
        <Value kind={kind ?? "multiplier"} />
      </div>
    </Card>
  );
}

function ConditionsField(props: {
  value?: ConditionGroup;
  onChange?: (v: ConditionGroup) => void;
  problems: ReadonlyMap<string, string>;
}) {
  const trigger = Form.useWatch("trigger", { preserve: true }) as DraftFields["trigger"] | undefined;
  const { value, onChange, problems } = props;
  return (
    <Suspense fallback={<Skeleton rows={2} />}>
      <ConditionsEditor
        value={value ?? { combinator: "and", rules: [] }}
        onChange={(next) => onChange?.(next)}
        of={trigger ?? "purchase"}
        problems={problems}
      />
    </Suspense>
  );
}

function LimitsCard() {
  const t = useText(texts);
  const kind = Form.useWatch("kind", { preserve: true }) as DraftFields["kind"] | undefined;
  return (
    <Card title={t("limits")} note={t("limits_note")}>
      <div className="pad rule__grid rule__limits">
        {LIMITS.map((name) => (
          <Form.Item key={name} name={["limits", name]} label={t(name)}>
            <InputNumber
              className="right"
              min={1}
              max={1_000_000_000}
              precision={0}
              controls={false}
              style={{ width: "100%" }}
            />
          </Form.Item>
        ))}
        <Form.Item name="pending_days" label={t("pending_days")}>
          <InputNumber className="right" min={0} max={366} precision={0} controls={false} style={{ width: "100%" }} />
        </Form.Item>
        {kind === "multiplier" ? null : (
          <Form.Item
            name="stack_group"
            label={t("stack_group")}
            extra={<span className="s">{t("stack_group_why")}</span>}
          >
            <Input maxLength={40} placeholder="welcome" />
          </Form.Item>
        )}
      </div>
    </Card>
  );
}

/** All of a rule: who it is, what it gives, to whom, and how much at most. */
export function RuleFields({ problems }: { problems: ReadonlyMap<string, string> }) {
  const c = useText(conditionTexts);
  return (
    <>
      <NamesCard />
      <HowCard />
      <Card title={c("title")}>
        <div className="pad">
          <Form.Item name="conditions" noStyle>
            <ConditionsField problems={problems} />
          </Form.Item>
        </div>
      </Card>
      <LimitsCard />
    </>
  );
}
