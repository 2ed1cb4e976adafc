import { Button } from "antd";
import { useSearchParams } from "react-router";
import type { Season } from "../../../../api/points.ts";
import { useApi } from "../../../../api/query.ts";
import { useMay } from "../../../../api/session.ts";
import { shortDate, useDates } from "../../../../i18n/format.ts";
import { useText } from "../../../../i18n/language.ts";
import { seasons as texts } from "../../../../i18n/texts/points-seasons.ts";
import { Card, PageHead } from "../../../../ui/card.tsx";
import { Icon } from "../../../../ui/icon.tsx";
import { type Column, LedgerTable } from "../../../../ui/ledger-table.tsx";
import { StateMark } from "../../../../ui/marks.tsx";
import { QueryView } from "../../../../ui/query-view.tsx";
import { AXIS_WIDTH, axisAround, AxisHead, SeasonBar } from "../../../../ui/season-axis.tsx";
import { EmptyState } from "../../../../ui/states.tsx";
import { useToday } from "../../../today.ts";
import { SeasonDock } from "./season-dock.tsx";
import "./seasons.css";

const MONTHS = 6;
const MARKS = { live: "live", plan: "plan", past: "off" } as const;

const stateOf = (season: Season, today: string): keyof typeof MARKS => {
  if (season.valid_until < today) return "past";
  return season.valid_from <= today ? "live" : "plan";
};

/** 2027-02-01 至 02-20: the year is said once. */
const untilOf = ({ valid_from, valid_until }: Season): string =>
  valid_from.slice(0, 4) === valid_until.slice(0, 4) ? valid_until.slice(5) : shortDate(valid_until);

function useColumns(): Column<Season>[] {
  const t = useText(texts);
  const { shortMonth } = useDates();
  const today = useToday();
  const axis = axisAround(today, MONTHS);
  const span = (s: Season) => t("span", { from: shortDate(s.valid_from), until: untilOf(s) });
  return [
    { key: "name", head: t("name"), width: 128, tone: "med", cell: (s) => s.name, title: (s) => s.name },
    { key: "period", head: t("period"), width: 152, cell: span, title: span },
    { key: "stacking", head: t("stacking"), width: 116, cell: (s) => t(s.stacking) },
    { key: "groups", head: t("groups"), width: 96, cell: (s) => t(`group_${s.groups}`) },
    {
      key: "axis",
      head: (
        <>
          <span className="sr">{t("axis")}</span>
          <AxisHead axis={axis} month={shortMonth} />
        </>
      ),
      width: AXIS_WIDTH + 24,
      cell: (s) => (
        <SeasonBar axis={axis} form={stateOf(s, today)} from={s.valid_from} until={s.valid_until} label={span(s)} />
      ),
    },
    {
      key: "state",
      head: t("state"),
      width: 100,
      cell: (s) => <StateMark mark={MARKS[stateOf(s, today)]}>{t(stateOf(s, today))}</StateMark>,
    },
  ];
}

export function Seasons() {
  const t = useText(texts);
  const may = useMay();
  const [params, setParams] = useSearchParams();
  const list = useApi("GET /v1/points/seasons", {});
  const columns = useColumns();
  const asked = params.get("season");
  const open = (season: string | undefined) => setParams(season ? { season } : {}, { replace: true });
  const season = list.data?.data.find((s) => s.season_id === asked);
  const create = may("rules:write") ? (
    <Button type="primary" onClick={() => open("new")}>
      <Icon name="plus" />
      {t("create")}
    </Button>
  ) : null;
  const newestFirst = (data: Season[]) => data.toSorted((a, b) => b.valid_from.localeCompare(a.valid_from));
  return (
    <>
      <PageHead title={t("title")} note={t("note")}>
        {create}
      </PageHead>
      <Card label={t("list")}>
        <QueryView query={list}>
          {({ data }) =>
            data.length === 0 ? (
              <EmptyState title={t("none")} reason={t("none_why")} action={create} />
            ) : (
              <LedgerTable
                label={t("list")}
                columns={columns}
                rows={newestFirst(data)}
                rowKey={(s) => s.season_id}
                selected={new Set(asked ? [asked] : [])}
                onOpen={(s) => open(s.season_id)}
              />
            )
          }
        </QueryView>
      </Card>
      {season || (asked === "new" && may("rules:write")) ? (
        <SeasonDock key={asked} season={season} onClose={() => open(undefined)} />
      ) : null}
    </>
  );
}
