import type { EarningRule } from "../../../../api/points.ts";
import { useText } from "../../../../i18n/language.ts";
import { rule as texts } from "../../../../i18n/texts/points-rule.ts";
import { Card } from "../../../../ui/card.tsx";
import { ConditionTree } from "../conditions/tree.tsx";
import { useDescribe } from "./describe.ts";
import { VersionsCard } from "./versions-card.tsx";
import "../conditions/conditions.css";

/** A rule to read: what counts now, in words, and how it came to be. */
export function RuleView({ rule }: { rule: EarningRule }) {
  const t = useText(texts);
  const describe = useDescribe();
  const { current } = rule;
  const terms = describe(current).filter((term) => term.name !== t("conditions"));
  return (
    <div className="row rule">
      <Card title={t("content")} note={`v${current.version}`}>
        <dl className="rule__terms">
          {terms.map((term) => (
            <div key={term.name}>
              <dt className="mut">{term.name}</dt>
              <dd>{term.text}</dd>
            </div>
          ))}
          <div>
            <dt className="mut">{t("conditions")}</dt>
            <dd>
              <ConditionTree group={current.definition.conditions} />
            </dd>
          </div>
        </dl>
      </Card>
      <VersionsCard rule={rule} />
    </div>
  );
}
