import type { ConflictPair, Conflicts, EarningRule } from "../../../../api/points.ts";
import { useApi } from "../../../../api/query.ts";
import { useLanguage, useText } from "../../../../i18n/language.ts";
import { rules as texts } from "../../../../i18n/texts/points-rules.ts";
import { Card } from "../../../../ui/card.tsx";
import { Icon } from "../../../../ui/icon.tsx";
import { QueryView } from "../../../../ui/query-view.tsx";
import { EmptyState, Skeleton } from "../../../../ui/states.tsx";
import { useRuleWords } from "./rule-words.ts";

/** What stands at the edge of the matrix: the rule by the version that was compared. */
interface Rule {
  rule_id: string;
  name: string;
  factor: string;
}
const RELATIONS = ["never", "larger", "tie", "independent"] as const;

function useSummary(): (pairs: ConflictPair[]) => string {
  const t = useText(texts);
  const language = useLanguage();
  return (pairs) => {
    const count = (relation: ConflictPair["relation"]) => pairs.filter((p) => p.relation === relation).length;
    const parts = RELATIONS.filter((r) => count(r) > 0).map((r) => t(`pairs_${r}`, { count: count(r) }));
    return t("pairs", { count: pairs.length }) + parts.join(language === "zh-CN" ? "，" : ", ");
  };
}

/** Multipliers, and whatever else competes with something: what only stands apart would fill the matrix with nothing. */
function useCompeting(rules: EarningRule[]) {
  const words = useRuleWords();
  return (conflicts: Conflicts) => {
    const competes = ({ rule_id, kind }: Conflicts["rules"][number]) =>
      kind === "multiplier" ||
      conflicts.pairs.some((p) => (p.a === rule_id || p.b === rule_id) && ["larger", "tie"].includes(p.relation));
    const shown: Rule[] = conflicts.rules.filter(competes).map(({ rule_id, name, version }) => {
      const rule = rules.find((r) => r.rule_id === rule_id);
      const compared = rule?.versions.find((v) => v.version === version);
      if (!rule || !compared) return { rule_id, name, factor: "" };
      return { rule_id, name: words.name({ rule, version: compared }), factor: words.factor(compared.definition) };
    });
    const ids = new Set(shown.map((r) => r.rule_id));
    return { rules: shown, pairs: conflicts.pairs.filter((p) => ids.has(p.a) && ids.has(p.b)) };
  };
}

function Cell({ pair, row, column }: { pair: ConflictPair; row: Rule; column: Rule }) {
  const t = useText(texts);
  const both = `${row.name} / ${column.name}: `;
  switch (pair.relation) {
    case "never":
      return (
        <td className="nil" title={both + t("never_meet")}>
          —
        </td>
      );
    case "tie":
      return (
        <td className="tie" title={both + t("tie_wins")}>
          {t("tie")}
        </td>
      );
    case "independent":
      return (
        <td className="nil" title={both + t("count_apart")}>
          {t("apart")}
        </td>
      );
    case "larger": {
      const left = pair.winner === row.rule_id;
      const [winner, loser] = left ? [row, column] : [column, row];
      const said = t("wins_over", { winner: winner.name, loser: loser.name });
      return (
        <td className="win" title={said}>
          <Icon name={left ? "left" : "up"} />
          <span className="sr">{said} </span>
          {winner.factor}
        </td>
      );
    }
  }
}

function Matrix({ rules, pairs, current }: { rules: Rule[]; pairs: ConflictPair[]; current: string | undefined }) {
  const t = useText(texts);
  const find = (a: string, b: string) => pairs.find((p) => (p.a === a && p.b === b) || (p.a === b && p.b === a));
  const columns = rules.slice(0, -1);
  return (
    <div className="scroll-x">
      <table className="mx" aria-label={t("matrix")} style={{ minWidth: 140 + columns.length * 52 }}>
        <thead>
          <tr>
            <td />
            {columns.map((c) => (
              <th scope="col" key={c.rule_id} className="s cut" title={c.name}>
                {c.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rules.slice(1).map((row, i) => (
            <tr key={row.rule_id} className={row.rule_id === current ? "cur" : ""}>
              <th scope="row" title={row.name}>
                <span className="cut">{row.name}</span>
                <span className="s mut">{row.factor}</span>
              </th>
              {columns.map((column, j) => {
                const pair = j <= i ? find(row.rule_id, column.rule_id) : undefined;
                return pair ? (
                  <Cell key={column.rule_id} pair={pair} row={row} column={column} />
                ) : (
                  <td key={column.rule_id} className="no" />
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Legend() {
  const t = useText(texts);
  return (
    <p className="s mut mx-legend">
      <span>
        <Icon name="left" />
        {t("left_wins")}
      </span>
      <span>
        <Icon name="up" />
        {t("above_wins")}
      </span>
      <span>
        <i className="swatch" />
        {t("tie_wins")}
      </span>
      <span>— {t("never_meet")}</span>
    </p>
  );
}

/** Every pair of promotions: which never meet, which wins, which are equal. A draft that is looked at counts in. */
export function ConflictMatrix({ rules, draft }: { rules: EarningRule[]; draft: string | undefined }) {
  const t = useText(texts);
  const summary = useSummary();
  const competing = useCompeting(rules);
  const conflicts = useApi("GET /v1/points/rules/conflicts", { query: { with_draft: draft } });
  const shown = conflicts.data && competing(conflicts.data);
  return (
    <Card title={t("matrix")} note={shown && shown.pairs.length > 0 ? summary(shown.pairs) : null}>
      <QueryView query={conflicts} skeleton={<Skeleton rows={6} height={30} />}>
        {() =>
          !shown || shown.pairs.length === 0 ? (
            <EmptyState title={t("matrix_none")} reason={t("matrix_none_why")} />
          ) : (
            <>
              <Matrix {...shown} current={draft} />
              <Legend />
            </>
          )
        }
      </QueryView>
    </Card>
  );
}
