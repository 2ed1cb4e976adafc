import { Button, Input, InputNumber, Select } from "antd";
import type { SaleType } from "../../../api/contract.ts";
import { useText } from "../../../i18n/language.ts";
import type { Texts } from "../../../i18n/text.ts";
import { saleTypes } from "../../../i18n/texts/everyday.ts";
import { till } from "../../../i18n/texts/till.ts";
import { Card } from "../../../ui/card.tsx";
import { Icon } from "../../../ui/icon.tsx";
import type { Basket, BasketLine, Dispatch } from "./basket.ts";

const TYPES = Object.keys(saleTypes satisfies Texts) as SaleType[];

export const toFen = (yuan: number | null) => (yuan === null ? null : Math.round(yuan * 100));

function Line({ line, no, dispatch }: { line: BasketLine; no: number; dispatch: Dispatch }) {
  const t = useText(till);
  const b = useText(saleTypes);
  const set = (change: Partial<BasketLine>) => dispatch({ do: "line", key: line.key, change });
  return (
    <tr>
      <td>
        <Input
          aria-label={`${t("item")} ${no}`}
          placeholder={t("item_example")}
          value={line.item_name}
          maxLength={80}
          onChange={(e) => set({ item_name: e.target.value })}
        />
      </td>
      <td>
        <Select
          aria-label={`${t("type")} ${no}`}
          style={{ width: "100%" }}
          options={TYPES.map((type) => ({ value: type, label: b(type) }))}
          value={line.business_type}
          onChange={(business_type) => set({ business_type })}
        />
      </td>
      <td>
        <InputNumber
          aria-label={`${t("quantity")} ${no}`}
          min={1}
          max={9999}
          precision={0}
          style={{ width: "100%" }}
          value={line.quantity}
          onChange={(quantity) => set({ quantity: quantity ?? 1 })}
        />
      </td>
      <td>
        <InputNumber
          aria-label={`${t("amount")} ${no}`}
          min={0}
          max={9_999_999}
          precision={2}
          controls={false}
          style={{ width: "100%" }}
          className="right"
          value={line.amount_fen === null ? null : line.amount_fen / 100}
          onChange={(yuan) => set({ amount_fen: toFen(yuan) })}
          onPressEnter={() => dispatch({ do: "add_line" })}
        />
      </td>
      <td>
        <button
          type="button"
          className="tool"
          aria-label={t("remove_line", { line: no })}
          onClick={() => dispatch({ do: "remove_line", key: line.key })}
        >
          <Icon name="close" />
        </button>
      </td>
    </tr>
  );
}

export function LinesCard({ basket, dispatch }: { basket: Basket; dispatch: Dispatch }) {
  const t = useText(till);
  return (
    <Card title={t("lines")}>
      <div className="scroll-x">
        <table className="ledger till__lines" aria-label={t("lines")}>
          <colgroup>
            <col />
            <col style={{ width: 128 }} />
            <col style={{ width: 104 }} />
            <col style={{ width: 144 }} />
            <col style={{ width: 56 }} />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">{t("item")}</th>
              <th scope="col">{t("type")}</th>
              <th scope="col">{t("quantity")}</th>
              <th scope="col" className="num">
                {t("amount")}
              </th>
              <th />
            </tr>
          </thead>
          <tbody>
            {basket.lines.map((line, i) => (
              <Line key={line.key} line={line} no={i + 1} dispatch={dispatch} />
            ))}
          </tbody>
        </table>
      </div>
      <p style={{ padding: "4px 8px 8px" }}>
        <Button type="link" onClick={() => dispatch({ do: "add_line" })}>
          <Icon name="plus" />
          {t("add_line")}
        </Button>
      </p>
    </Card>
  );
}
