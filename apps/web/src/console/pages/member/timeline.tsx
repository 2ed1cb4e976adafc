import type { TimelineItem } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { dateOf, shortDate, signed, timeOf, useDates, yuan } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { member as texts } from "../../../i18n/texts/member.ts";
import { Card } from "../../../ui/card.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { useToday } from "../../today.ts";

function Item({ item }: { item: TimelineItem }) {
  const c = useText(everyday);
  const points = item.points === undefined ? "" : `${signed(item.points)} ${c("points_unit")}`;
  const amount = item.amount_fen === undefined ? "" : `${yuan(item.amount_fen)} ${c("yuan")}`;
  const title = [item.title, item.venue_name, amount, points].filter(Boolean).join(" ");
  return (
    <li title={title}>
      <time dateTime={item.at}>{timeOf(item.at)}</time>
      <p className="cut">
        {item.title}
        {amount ? <span>{amount}</span> : null}
        <span className="mut">{points || item.venue_name}</span>
      </p>
    </li>
  );
}

export function Timeline({ memberId }: { memberId: string }) {
  const t = useText(texts);
  const { monthDay } = useDates();
  const timeline = useApi("GET /v1/members/{member_id}/timeline", {
    path: { member_id: memberId },
    query: { limit: 30 },
  });
  const today = useToday();
  const dayName = (day: string) =>
    day === today ? t("today") : day.startsWith(today.slice(0, 4)) ? monthDay(day) : shortDate(day);
  return (
    <Card title={t("timeline")} className="timeline">
      <QueryView query={timeline}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState title={t("timeline_none")} />
          ) : (
            <ol className="tl">
              {[...Map.groupBy(data, (item) => dateOf(item.at))].map(([day, items]) => (
                <li key={day}>
                  <h3 className="s mut">{dayName(day)}</h3>
                  <ol>
                    {items.map((item) => (
                      <Item key={`${item.kind}-${item.ref}`} item={item} />
                    ))}
                  </ol>
                </li>
              ))}
            </ol>
          )
        }
      </QueryView>
    </Card>
  );
}
