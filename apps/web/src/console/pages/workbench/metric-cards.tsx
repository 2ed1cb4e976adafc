import type { CardValue, Workbench, WorkbenchVenue } from "../../../api/contract.ts";
import { number, wholeYuan } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { workbench } from "../../../i18n/texts/workbench.ts";
import { Delta, Metric } from "../../../ui/metric.tsx";

export function MetricCards({
  cards,
  venues,
  weekday,
}: {
  cards: Workbench["cards"];
  venues: WorkbenchVenue[];
  weekday: string;
}) {
  const t = useText(workbench);
  const c = useText(everyday);
  const change = (card: CardValue) => (
    <>
      <Delta value={card.value} compare={card.compare} />
      <span className="mut" style={{ marginLeft: 6 }}>
        {card.compare ? t("delta", { weekday }) : c("no_compare")}
      </span>
    </>
  );
  const open = venues.filter((v) => v.status === "open").length;
  return (
    <section className="card metrics" aria-label={t("live_strip")}>
      <Metric
        name={t("entries")}
        about={cards.entries.definition}
        definition={t("entries_note", { count: open })}
        figure={number(cards.entries.value)}
        unit={c("visits_unit")}
        spark={cards.entries.spark}
      >
        {change(cards.entries)}
      </Metric>
      <Metric
        name={t("spend")}
        about={cards.net_spend_fen.definition}
        definition={t("spend_note")}
        figure={wholeYuan(cards.net_spend_fen.value)}
        unit={c("yuan")}
        spark={cards.net_spend_fen.spark}
      >
        {change(cards.net_spend_fen)}
      </Metric>
      <Metric
        name={t("members")}
        about={cards.new_members.definition}
        definition={t("members_note")}
        figure={number(cards.new_members.value)}
        unit={c("people")}
        spark={cards.new_members.spark}
      >
        {change(cards.new_members)}
      </Metric>
      <Metric
        name={t("points")}
        about={cards.points_issued.definition}
        definition={t("points_note")}
        figure={number(cards.points_issued.value)}
        unit={c("points_unit")}
        spark={cards.points_issued.spark}
      >
        {change(cards.points_issued)}
      </Metric>
    </section>
  );
}
