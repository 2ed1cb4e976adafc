import { Alert, App, Button, Checkbox, Form, Input, InputNumber, Select } from "antd";
import type { ReactNode } from "react";
import { ApiError, requestIdOf } from "../../../../api/client.ts";
import { useSend } from "../../../../api/query.ts";
import { useText } from "../../../../i18n/language.ts";
import { everyday, paymentMethods } from "../../../../i18n/texts/everyday.ts";
import { program as texts } from "../../../../i18n/texts/points-program.ts";
import { Icon } from "../../../../ui/icon.tsx";
import { RequestId, useAdvice } from "../../../../ui/states.tsx";
import { type Fields, fieldOf, fieldsOf, programOf } from "./settings-fields.ts";
import type { ProgramData } from "./words.ts";

const METHODS = Object.keys(paymentMethods) as (keyof typeof paymentMethods)[];
const EXPIRIES = ["end_of_next_year", "rolling_months", "last_activity", "never"] as const;

function Figure(props: {
  name: keyof Fields;
  label: string;
  unit?: string;
  min?: number;
  max?: number;
  precision?: number;
  optional?: string;
}) {
  const c = useText(everyday);
  const { name, label, unit, min = 0, max = 1_000_000_000, precision = 0, optional } = props;
  return (
    <Form.Item name={name} label={label} rules={optional ? [] : [{ required: true, message: c("required") }]}>
      <InputNumber
        className="right"
        min={min}
        max={max}
        precision={precision}
        controls={false}
        {...(unit ? { suffix: unit } : {})}
        {...(optional ? { placeholder: optional } : {})}
        style={{ width: "100%" }}
      />
    </Form.Item>
  );
}

function Payments() {
  const t = useText(texts);
  const m = useText(paymentMethods);
  return (
    <Form.List name="payments">
      {(rows, { add, remove }) => (
        <div className="settings__payments">
          <p className="s mut">{t("payment_note")}</p>
          {rows.map((row, index) => (
            <div key={row.key} className="settings__payment">
              <Form.Item noStyle name={[index, "method"]}>
                <Select aria-label={t("method")} options={METHODS.map((value) => ({ value, label: m(value) }))} />
              </Form.Item>
              <Form.Item noStyle name={[index, "coefficient"]}>
                <InputNumber aria-label={t("coefficient")} className="right" prefix="×" min={0} max={100} step={0.1} />
              </Form.Item>
              <button
                type="button"
                className="tool"
                aria-label={t("remove_method", { method: index + 1 })}
                onClick={() => remove(index)}
              >
                <Icon name="close" />
              </button>
            </div>
          ))}
          <Button
            type="link"
            size="small"
            className="settings__add"
            onClick={() => add({ method: "wallet", coefficient: 1 })}
          >
            <Icon name="plus" />
            {t("add_method")}
          </Button>
        </div>
      )}
    </Form.List>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="settings__group">
      <legend className="med">{title}</legend>
      <div className="settings__grid">{children}</div>
    </fieldset>
  );
}

function Earning() {
  const t = useText(texts);
  return (
    <Group title={t("earning")}>
      <Figure name="rate_points" label={t("rate_label")} />
      <Figure name="rate_yuan" label={t("rate_yuan")} min={0.01} precision={2} />
      <Figure name="daily_cap" label={t("daily_cap")} optional={t("no_cap")} />
      <Figure name="monthly_cap" label={t("monthly_cap")} optional={t("no_cap")} />
      <Form.Item name="stacking" label={t("stacking")}>
        <Select options={(["largest_only", "multiply", "add"] as const).map((value) => ({ value, label: t(value) }))} />
      </Form.Item>
      <Form.Item name="stack_group" label={t("stack_group")} extra={<span className="s">{t("stack_group_why")}</span>}>
        <Input maxLength={40} placeholder={t("alone")} />
      </Form.Item>
      <Payments />
    </Group>
  );
}

function Life() {
  const t = useText(texts);
  const kind = Form.useWatch("expiry_kind", { preserve: true }) as Fields["expiry_kind"] | undefined;
  const words = {
    end_of_next_year: t("end_of_next_year"),
    rolling_months: t("kind_rolling"),
    last_activity: t("kind_activity"),
    never: t("never"),
  };
  return (
    <Group title={t("life")}>
      <Form.Item name="expiry_kind" label={t("expiry_kind")}>
        <Select options={EXPIRIES.map((value) => ({ value, label: words[value] }))} />
      </Form.Item>
      {kind === "rolling_months" || kind === "last_activity" ? (
        <Figure name="months" label={t("months")} min={1} max={600} />
      ) : null}
      <Figure name="pending_days" label={t("pending_days")} max={366} unit={t("days_unit")} />
      <Figure name="refund_grace_days" label={t("refund_grace_days")} max={366} unit={t("days_unit")} />
    </Group>
  );
}

function Money() {
  const t = useText(texts);
  const c = useText(everyday);
  const on = Form.useWatch("burn_on", { preserve: true }) as boolean | undefined;
  return (
    <Group title={t("money")}>
      <Form.Item name="unit_cost" label={t("unit_cost")} rules={[{ required: true, message: c("required") }]}>
        <Input inputMode="decimal" maxLength={13} className="num" />
      </Form.Item>
      <Figure name="breakage" label={t("breakage")} max={100} precision={2} unit="%" />
      <Form.Item name="wallet_split" label={t("wallet_split")}>
        <Select
          popupMatchSelectWidth={false}
          options={(["proportional", "principal_first", "bonus_first"] as const).map((value) => ({
            value,
            label: t(value),
          }))}
        />
      </Form.Item>
      <Form.Item name="burn_on" valuePropName="checked" label={t("burn")}>
        <Checkbox>{t("burn_on")}</Checkbox>
      </Form.Item>
      {on ? (
        <>
          <Figure name="burn_points" label={t("burn_points")} min={1} />
          <Figure name="burn_yuan" label={t("burn_yuan")} min={0.01} precision={2} />
        </>
      ) : null}
    </Group>
  );
}

function Control() {
  const t = useText(texts);
  return (
    <Group title={t("control")}>
      <Form.Item name="clawback" label={t("clawback")}>
        <Select options={(["debt", "deduct_cash", "forgive"] as const).map((value) => ({ value, label: t(value) }))} />
      </Form.Item>
      <Figure name="adjustment_threshold" label={t("adjustment_threshold")} optional={t("threshold_off")} />
    </Group>
  );
}

/** Every setting of the programme; what is saved is the next version. */
export function SettingsForm({ program, onClose }: { program: ProgramData; onClose: () => void }) {
  const t = useText(texts);
  const c = useText(everyday);
  const advice = useAdvice();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const send = useSend("PUT /v1/points/program", ["GET /v1/points/program", "GET /v1/points/program/versions"]);
  const save = async (fields: Fields) => {
    try {
      const { version } = await send.mutateAsync({
        body: programOf({ ...fieldsOf(program), ...fields }, program.version),
      });
      void message.success(t("saved", { version }));
      onClose();
    } catch (error) {
      const errors = error instanceof ApiError ? error.errors : [];
      form.setFields(errors.map((e) => ({ name: fieldOf(e.pointer), errors: [e.detail] })));
    }
  };
  return (
    <Form<Fields>
      form={form}
      className="settings"
      layout="vertical"
      requiredMark={false}
      initialValues={fieldsOf(program)}
      scrollToFirstError={{ block: "center" }}
      onFinish={(fields) => void save(fields)}
    >
      {send.error ? (
        <Alert
          type="error"
          role="alert"
          title={advice(send.error)}
          description={<RequestId id={requestIdOf(send.error)} />}
          style={{ margin: "0 16px" }}
        />
      ) : null}
      <Earning />
      <Life />
      <Money />
      <Control />
      <p className="settings__acts">
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {t("save")}
        </Button>
        <Button onClick={onClose}>{c("cancel")}</Button>
        <span className="s mut">{t("save_note")}</span>
      </p>
    </Form>
  );
}
