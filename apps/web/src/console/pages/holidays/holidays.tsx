import { Button } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import type { HolidayYear } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { useLanguage, useText } from "../../../i18n/language.ts";
import { holidays } from "../../../i18n/texts/holidays.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { Tabs } from "../../../ui/seg.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { useToday } from "../../today.ts";
import { nameIn, type Spell, spellsOf } from "./spells.ts";
import { YearCalendar } from "./year-calendar.tsx";
import { YearForm } from "./year-form.tsx";
import "./holidays.css";

function SpellTable({ list }: { list: HolidayYear }) {
  const t = useText(holidays);
  const language = useLanguage();
  const short = (date: string) => (date.startsWith(`${list.year}-`) ? date.slice(5) : date);
  const span = ([from, to]: [string, string]) => (from === to ? short(from) : `${short(from)}–${short(to)}`);
  const spells = spellsOf(list.days);
  const off = (s: Spell) => s.spans.map(span).join(" ") || "—";
  const columns: Column<Spell>[] = [
    {
      key: "name",
      head: t("name"),
      width: 120,
      title: (s) => nameIn(language, s.name),
      cell: (s) => nameIn(language, s.name),
    },
    { key: "days", head: t("days"), width: 106, title: off, cell: off },
    { key: "count", head: t("count"), width: 54, numeric: true, cell: (s) => s.days_off },
    {
      key: "makeup",
      head: t("makeup"),
      width: 118,
      tone: "mut",
      title: (s) => s.made_up.join(" "),
      cell: (s) => s.made_up.map(short).join(" ") || "—",
    },
  ];
  return <LedgerTable compact label={t("list")} columns={columns} rows={spells} rowKey={(s) => s.name} />;
}

function Source({ list }: { list: HolidayYear }) {
  const t = useText(holidays);
  const whose = list.version === 0 ? t("built_in") : t("own", { version: list.version });
  const is_link = /^https?:\/\//.test(list.source ?? "");
  return (
    <p className="hol__source s mut">
      {is_link ? (
        <a href={list.source ?? ""} target="_blank" rel="noreferrer">
          {whose}
        </a>
      ) : (
        [whose, list.source].filter(Boolean).join(" | ")
      )}
    </p>
  );
}

function Year({ list, today, onEdit }: { list: HolidayYear; today: string; onEdit: (() => void) | undefined }) {
  const t = useText(holidays);
  const year = String(list.year);
  if (!list.known) {
    const action = onEdit ? <Button onClick={onEdit}>{t("enter", { year })}</Button> : null;
    return (
      <Card label={t("calendar", { year })}>
        <EmptyState title={t("unknown_title", { year })} reason={t("unknown_why")} action={action} />
      </Card>
    );
  }
  return (
    <div className="row hol">
      <Card title={t("calendar", { year })}>
        <YearCalendar year={list.year} days={list.days} today={today} />
      </Card>
      <Card title={t("list")} tools={onEdit ? <Button onClick={onEdit}>{t("correct")}</Button> : null}>
        <SpellTable list={list} />
        <Source list={list} />
      </Card>
    </div>
  );
}

export function Holidays() {
  const t = useText(holidays);
  const may = useMay();
  const today = useToday();
  const [search, setSearch] = useSearchParams();
  const [editing, edit] = useState(false);
  const year = Number(search.get("year")) || Number(today.slice(0, 4));
  const years = useApi("GET /v1/holidays/years", {});
  const list = useApi("GET /v1/holidays", { query: { year } });
  const counts = years.data?.data.find((one) => one.year === year);
  const choose = (chosen: string) => {
    edit(false);
    setSearch({ year: chosen }, { replace: true });
  };
  const tabOf = (one: { year: number; known: boolean }) => ({
    value: String(one.year),
    label: one.known ? String(one.year) : `${one.year} ${t("unknown")}`,
  });
  // A year that was asked for by address.
  const other = (data: { year: number }[]) =>
    data.some((one) => one.year === year) ? [] : [tabOf({ year, known: list.data?.known ?? false })];
  return (
    <>
      <PageHead
        title={t("title")}
        note={counts?.known ? t("note", { off: counts.off_days, makeup: counts.makeup_days }) : null}
      />
      <div className="stack">
        <QueryView query={years}>
          {({ data }) => (
            <Tabs
              label={t("years")}
              value={String(year)}
              onChange={choose}
              choices={data.map(tabOf).concat(other(data))}
            />
          )}
        </QueryView>
        <QueryView query={list}>
          {(data) =>
            editing && data.year === year ? (
              <YearForm key={data.year} read={data} today={today} onClose={() => edit(false)} />
            ) : (
              <Year list={data} today={today} onEdit={may("org:write") ? () => edit(true) : undefined} />
            )
          }
        </QueryView>
      </div>
    </>
  );
}
