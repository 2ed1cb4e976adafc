import { Button, Form, Input, InputNumber, Select } from "antd";
import { useState } from "react";
import { useText } from "../../../../i18n/language.ts";
import { businessTypes, everyday } from "../../../../i18n/texts/everyday.ts";
import { tryOut } from "../../../../i18n/texts/points-try-out.ts";
import { Icon } from "../../../../ui/icon.tsx";

const TYPES = Object.keys(businessTypes) as (keyof typeof businessTypes)[];

function Line({ index, onRemove }: { index: number; onRemove: (() => void) | undefined }) {
  const t = useText(tryOut);
  const c = useText(everyday);
  const b = useText(businessTypes);
  const form = Form.useFormInstance();
  const [more, setMore] = useState(() => Number(form.getFieldValue(["lines", index, "off_yuan"]) ?? 0) > 0);
  const no = index + 1;
  const required = [{ required: true, message: c("required") }];
  return (
    <div className="try__line" role="group" aria-label={t("item", { no })}>
      <Form.Item noStyle name={[index, "item_name"]} rules={required}>
        <Input variant="borderless" aria-label={t("item", { no })} maxLength={60} />
      </Form.Item>
      <Form.Item noStyle name={[index, "business_type"]}>
        <Select
          variant="borderless"
          suffixIcon={null}
          aria-label={t("type", { no })}
          popupMatchSelectWidth={140}
          options={TYPES.map((value) => ({ value, label: b(value) }))}
        />
      </Form.Item>
      <Form.Item noStyle name={[index, "yuan"]} rules={required}>
        <InputNumber
          variant="borderless"
          className="right"
          aria-label={t("amount", { no })}
          min={0}
          max={9_999_999}
          precision={2}
          controls={false}
        />
      </Form.Item>
      <button
        type="button"
        className="expander"
        aria-expanded={more}
        aria-label={t("more")}
        title={t("more")}
        onClick={() => setMore(!more)}
      >
        <Icon name={more ? "up" : "down"} />
      </button>
      {more ? (
        <div className="try__more">
          <Form.Item noStyle name={[index, "item_code"]}>
            <Input size="small" placeholder={t("item_code")} aria-label={t("item_code")} maxLength={60} />
          </Form.Item>
          <Form.Item noStyle name={[index, "category"]}>
            <Input size="small" placeholder={t("category")} aria-label={t("category")} maxLength={60} />
          </Form.Item>
          <Form.Item noStyle name={[index, "off_yuan"]}>
            <InputNumber
              size="small"
              min={0}
              precision={2}
              controls={false}
              prefix={<span className="s mut">{t("off_short")}</span>}
              className="right"
              aria-label={t("off")}
            />
          </Form.Item>
          <Form.Item noStyle name={[index, "quantity"]}>
            <InputNumber
              size="small"
              min={1}
              max={9999}
              precision={0}
              placeholder={t("quantity")}
              aria-label={t("quantity")}
            />
          </Form.Item>
          {onRemove ? (
            <button type="button" className="expander" aria-label={t("remove_line", { no })} onClick={onRemove}>
              <Icon name="close" />
            </button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

/** What is bought, one row a line; the rarer fields fold out. */
export function Lines() {
  const t = useText(tryOut);
  return (
    <Form.List name="lines">
      {(rows, { add, remove }) => (
        <>
          <div className="try__lines">
            {rows.map((row, index) => (
              <Line key={row.key} index={index} onRemove={rows.length > 1 ? () => remove(index) : undefined} />
            ))}
          </div>
          <Button
            type="link"
            className="try__add"
            onClick={() => add({ item_name: "", business_type: "retail", yuan: 100 })}
          >
            <Icon name="plus" />
            {t("add_line")}
          </Button>
        </>
      )}
    </Form.List>
  );
}
