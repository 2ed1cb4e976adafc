import { Link } from "react-router";
import { useDates } from "../../../../i18n/format.ts";
import { useText } from "../../../../i18n/language.ts";
import { rules as texts } from "../../../../i18n/texts/points-rules.ts";
import { useToday } from "../../../today.ts";
import { type Column, LedgerTable } from "../../../../ui/ledger-table.tsx";
import { StateMark } from "../../../../ui/marks.tsx";
import { axisAround, AXIS_WIDTH, AxisHead, SeasonBar } from "../../../../ui/season-axis.tsx";
import type { ProgramData } from "../program/words.ts";
import { BARS, datesOf, fractionText, MARKS, type RuleRow, rowKey, useRuleWords } from "./rule-words.ts";

/** The programme's own rate stands first, as a rule like the others. */
type BoardRow = RuleRow | { program: ProgramData };

function useColumns(): Column<BoardRow>[] {
  const t = useText(texts);
  const words = useRuleWords();
  const { shortMonth } = useDates();
  const today = useToday();
  const axis = axisAround(today);
  const base = (p: ProgramData) => t("base_applies", { yuan: p.rate.per_fen / 100, points: p.rate.points });
  const applies = (row: BoardRow) => ("program" in row ? base(row.program) : words.applies(row.version.definition));
  const name = (row: BoardRow) => ("program" in row ? t("base_name") : words.name(row));
  return [
    {
      key: "rule",
      head: t("rule"),
      width: 144,
      tone: "med",
      title: name,
      cell: (row) => (
        <Link
          className="plain"
          to={"program" in row ? "/points/program" : `/points/rules/${row.rule.rule_id}`}
          onClick={(event) => event.stopPropagation()}
        >
          {name(row)}
        </Link>
      ),
    },
    { key: "applies", head: t("applies"), tone: "mut", title: applies, cell: applies },
    {
      key: "factor",
      head: t("factor"),
      width: 76,
      numeric: true,
      cell: (row) =>
        "program" in row
          ? `×${fractionText({ num: row.program.rate.points * 100, den: row.program.rate.per_fen })}`
          : words.factor(row.version.definition),
    },
    {
      key: "season",
      head: (
        <>
          <span className="sr">{t("season")}</span>
          <AxisHead axis={axis} month={shortMonth} />
        </>
      ),
      width: AXIS_WIDTH + 30,
      cell: (row) => {
        if ("program" in row) return <SeasonBar axis={axis} form="live" from={null} until={null} label={t("always")} />;
        const { from, until } = datesOf(row.version);
        const begins = from ?? (row.version.status === "draft" ? today : null);
        return (
          <SeasonBar
            axis={axis}
            form={BARS[row.version.status]}
            from={begins}
            until={until}
            label={words.span(row.version)}
          />
        );
      },
    },
    {
      key: "version",
      head: t("version"),
      width: 64,
      cell: (row) => `v${"program" in row ? row.program.version : row.version.version}`,
    },
    {
      key: "state",
      head: t("state"),
      width: 112,
      cell: (row) => {
        const status = "program" in row ? "live" : row.version.status;
        return <StateMark mark={MARKS[status]}>{t(status)}</StateMark>;
      },
    },
  ];
}

interface Props {
  rows: RuleRow[];
  program: ProgramData | undefined;
  current: string | undefined;
  onOpen: (row: RuleRow) => void;
}

const keyOf = (row: BoardRow) => ("program" in row ? "base" : rowKey(row));

export function RulesTable({ rows, program, current, onOpen }: Props) {
  const t = useText(texts);
  const columns = useColumns();
  const all: BoardRow[] = program ? [{ program }, ...rows] : rows;
  return (
    <LedgerTable
      label={t("title")}
      columns={columns}
      rows={all}
      rowKey={keyOf}
      selected={new Set(current ? [current] : [])}
      onOpen={(row) => {
        if (!("program" in row)) onOpen(row);
      }}
    />
  );
}
