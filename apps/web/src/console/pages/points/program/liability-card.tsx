import { DatePicker } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import type { PointsLiability } from "../../../../api/contract.ts";
import { useApi } from "../../../../api/query.ts";
import { number, shortDate, signed, yuan } from "../../../../i18n/format.ts";
import { useText } from "../../../../i18n/language.ts";
import { everyday } from "../../../../i18n/texts/everyday.ts";
import { program as texts } from "../../../../i18n/texts/points-program.ts";
import { Card } from "../../../../ui/card.tsx";
import { QueryView } from "../../../../ui/query-view.tsx";
import { Skeleton } from "../../../../ui/states.tsx";
import { useToday } from "../../../today.ts";

function Cell({ name, figure, closing = false }: { name: string; figure: string; closing?: boolean }) {
  return (
    <div>
      <dt className="s mut">{name}</dt>
      <dd>{closing ? <span className="double">{figure}</span> : figure}</dd>
    </div>
  );
}

function Strip({ data }: { data: PointsLiability }) {
  const t = useText(texts);
  const c = useText(everyday);
  const rest = `${(10_000 - data.breakage_bp) / 100}%`;
  return (
    <>
      <dl className="liability">
        <Cell name={t("opening")} figure={number(data.opening)} />
        <Cell name={t("earned")} figure={signed(data.earned)} />
        <Cell name={t("spent")} figure={number(0 - data.spent)} />
        <Cell name={t("expired")} figure={number(0 - data.expired)} />
        <Cell name={t("reversed")} figure={number(0 - data.reversed)} />
        <Cell name={t("adjusted")} figure={signed(data.adjusted)} />
        <Cell name={t("closing")} figure={number(data.closing)} closing />
      </dl>
      <p className="liability__sum">
        <span className="mut">
          {t("liability_formula", { closing: number(data.closing), unit: data.unit_cost, rest })}
        </span>
        <span className="liability__fig">
          {yuan(data.liability_fen)}
          <small className="mut"> {c("yuan")}</small>
        </span>
        {data.debt > 0 ? <span className="s mut end">{t("debt_owed", { points: number(data.debt) })}</span> : null}
      </p>
    </>
  );
}

/** Opening + in − out = closing, and what the closing will cost. */
export function LiabilityCard() {
  const t = useText(texts);
  const today = useToday();
  const [month, setMonth] = useState(today.slice(0, 7));
  const last = dayjs(`${month}-01`).endOf("month").format("YYYY-MM-DD");
  const from = `${month}-01`;
  const to = last < today ? last : today;
  const liability = useApi("GET /v1/points/liability", { query: { from, to } });
  return (
    <Card
      title={t("liability")}
      note={t("liability_period", { from: shortDate(from), to: shortDate(to) })}
      tools={
        <DatePicker
          picker="month"
          size="small"
          aria-label={t("period")}
          allowClear={false}
          value={dayjs(from)}
          disabledDate={(day) => day.format("YYYY-MM-DD") > today}
          onChange={(next) => setMonth((next as dayjs.Dayjs).format("YYYY-MM"))}
        />
      }
    >
      <QueryView query={liability} skeleton={<Skeleton rows={2} />}>
        {(data) => <Strip data={data} />}
      </QueryView>
    </Card>
  );
}
