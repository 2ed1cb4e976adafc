import { Button } from "antd";
import { lazy, Suspense } from "react";
import { useNavigate, useSearchParams } from "react-router";
import type { RuleStatus } from "../../../../api/points.ts";
import { useApi } from "../../../../api/query.ts";
import { useMay } from "../../../../api/session.ts";
import { dateOf, number } from "../../../../i18n/format.ts";
import { useText } from "../../../../i18n/language.ts";
import { everyday } from "../../../../i18n/texts/everyday.ts";
import { rules as texts } from "../../../../i18n/texts/points-rules.ts";
import { Card, PageHead } from "../../../../ui/card.tsx";
import { Icon } from "../../../../ui/icon.tsx";
import { QueryView } from "../../../../ui/query-view.tsx";
import { Tabs } from "../../../../ui/seg.tsx";
import { EmptyState, Skeleton } from "../../../../ui/states.tsx";
import { ConflictMatrix } from "./conflict-matrix.tsx";
import { PolicyStrip } from "./policy-strip.tsx";
import { ReplayCard } from "./replay-card.tsx";
import { type RuleRow, rowKey, rowsOf } from "./rule-words.ts";
import { RulesTable } from "./rules-table.tsx";
import "./rules.css";

const TryOut = lazy(async () => ({ default: (await import("../try-out/try-out.tsx")).TryOut }));

const STATES = ["live", "scheduled", "draft", "retired"] as const;
type Tab = "all" | RuleStatus;

const inTab = (tab: Tab) => (row: RuleRow) =>
  tab === "all" ? row.version.status !== "retired" : row.version.status === tab;
const sorted = (rows: RuleRow[]) =>
  rows.toSorted((a, b) => STATES.indexOf(a.version.status) - STATES.indexOf(b.version.status));

/** Which tab, which row and whether the try-out is open: all in the address. */
function useBoardState(rows: RuleRow[]) {
  const [params, setParams] = useSearchParams();
  const asked = params.get("status");
  const tab: Tab = STATES.find((s) => s === asked) ?? "all";
  const set = (change: Record<string, string | undefined>) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        for (const [name, value] of Object.entries(change))
          if (value) after.set(name, value);
          else after.delete(name);
        return after;
      },
      { replace: true },
    );
  const key = params.get("rule") ?? "";
  return {
    tab,
    // A draft is what people look at; without one nothing is chosen.
    chosen: rows.find((r) => rowKey(r) === key) ?? rows.find((r) => r.version.status === "draft"),
    trying: params.get("dock") === "try",
    onTab: (next: Tab) => set({ status: next === "all" ? undefined : next }),
    onOpen: (row: RuleRow) => set({ rule: rowKey(row), dock: "try" }),
    onClose: () => set({ dock: undefined }),
  };
}

function StateTabs({ rows, tab, onTab }: { rows: RuleRow[]; tab: Tab; onTab: (tab: Tab) => void }) {
  const t = useText(texts);
  const c = useText(everyday);
  const choices = (["all", ...STATES] as const).map((value) => ({
    value,
    label: (
      <>
        {value === "all" ? c("all") : t(value)} <small>{number(rows.filter(inTab(value)).length)}</small>
      </>
    ),
  }));
  return <Tabs label={t("tabs")} choices={choices} value={tab} onChange={onTab} />;
}

export function RuleBoard() {
  const t = useText(texts);
  const may = useMay();
  const navigate = useNavigate();
  const rules = useApi("GET /v1/points/rules", {});
  const program = useApi("GET /v1/points/program", {});
  const rows = sorted((rules.data?.data ?? []).flatMap(rowsOf));
  const board = useBoardState(rows);
  const { chosen, tab } = board;
  const shown = rows.filter(inTab(tab));
  const create = () => void navigate("/points/rules/new");
  const current = program.data;
  return (
    <>
      <PageHead
        title={t("title")}
        note={current ? t("policy", { version: current.version, date: dateOf(current.effective_from) }) : null}
      >
        <Button onClick={() => void navigate("/points/program#calendar")}>
          <Icon name="calendar" />
          {t("to_calendar")}
        </Button>
        {may("rules:write") ? (
          <Button type="primary" onClick={create}>
            <Icon name="plus" />
            {t("create")}
          </Button>
        ) : null}
      </PageHead>
      <div className="stack">
        <QueryView query={program} skeleton={<div className="card policy" />}>
          {(data) => <PolicyStrip program={data} />}
        </QueryView>
        <Card label={t("title")}>
          <StateTabs rows={rows} tab={tab} onTab={board.onTab} />
          <QueryView query={rules} skeleton={<Skeleton rows={8} />}>
            {() =>
              shown.length === 0 && (tab !== "all" || !current) ? (
                <EmptyState title={t("none")} reason={t("none_why")} />
              ) : (
                <RulesTable
                  rows={shown}
                  program={tab === "all" || tab === "live" ? current : undefined}
                  current={chosen && rowKey(chosen)}
                  onOpen={board.onOpen}
                />
              )
            }
          </QueryView>
        </Card>
        <div className="row rules__low">
          <ConflictMatrix
            rules={rules.data?.data ?? []}
            draft={chosen?.version.status === "draft" ? chosen.rule.rule_id : undefined}
          />
          {may("rules:write") ? <ReplayCard row={chosen} /> : null}
        </div>
      </div>
      {board.trying ? (
        <Suspense>
          <TryOut row={chosen} onClose={board.onClose} />
        </Suspense>
      ) : null}
    </>
  );
}
