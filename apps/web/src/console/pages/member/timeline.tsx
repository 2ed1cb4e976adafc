import { Link } from "react-router";
import type { TimelineItem } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { dateOf, shortDate, signed, timeOf, useDates, yuan } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { member as texts } from "../../../i18n/texts/member.ts";
import { memberRecord } from "../../../i18n/texts/member-record.ts";
import { Card } from "../../../ui/card.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { useToday } from "../../today.ts";

const NEWEST = 15;

function Item({ item }: { item: TimelineItem }) {
  const c = useText(everyday);
  const points = item.points ? `${signed(item.points)} ${c("points_unit")}` : "";
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

/** The newest of what happened, by day; all of it is a tab. */
export function Timeline({ memberId }: { memberId: string }) {
  const t = useText(texts);
  const r = useText(memberRecord);
  const { monthDay } = useDates();
  const timeline = useApi("GET /v1/members/{member_id}/timeline", {
    path: { member_id: memberId },
    query: { limit: NEWEST },
  });
  const today = useToday();
  const dayName = (day: string) =>
    day === today ? t("today") : day.startsWith(today.slice(0, 4)) ? monthDay(day) : shortDate(day);
  return (
    <Card
      title={t("timeline")}
      className="timeline"
      tools={
        <Link className="s" to="?tab=timeline" replace>
          {r("all_of_it")}
        </Link>
      }
    >
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
                      <Item key={`${item.kind}-${item.ref}-${item.at}`} item={item} />
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
