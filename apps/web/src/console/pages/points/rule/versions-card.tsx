import { useState } from "react";
import type { EarningRule } from "../../../../api/points.ts";
import { stamp } from "../../../../i18n/format.ts";
import { useText } from "../../../../i18n/language.ts";
import { rule as texts } from "../../../../i18n/texts/points-rule.ts";
import { rules as board } from "../../../../i18n/texts/points-rules.ts";
import { Card } from "../../../../ui/card.tsx";
import { Expander } from "../../../../ui/expander.tsx";
import { StateMark } from "../../../../ui/marks.tsx";
import { MARKS, useRuleWords } from "../rules/rule-words.ts";
import { Diff } from "../diff.tsx";
import { useDescribe } from "./describe.ts";

/** Every version with what it changed against the one before. */
export function VersionsCard({ rule }: { rule: EarningRule }) {
  const t = useText(texts);
  const b = useText(board);
  const words = useRuleWords();
  const describe = useDescribe();
  const before = (i: number) => {
    const version = rule.versions[i + 1];
    return version && describe(version);
  };
  const [open, setOpen] = useState<number | undefined>(rule.versions[0]?.version);
  return (
    <Card title={t("versions")}>
      <ul className="versions">
        {rule.versions.map((v, i) => (
          <li key={v.version}>
            <div className="versions__head">
              <Expander
                open={open === v.version}
                label={`v${v.version}`}
                onToggle={() => setOpen(open === v.version ? undefined : v.version)}
              />
              <span className="med">v{v.version}</span>
              <StateMark mark={MARKS[v.status]}>{b(v.status)}</StateMark>
              <span className="s mut end">{v.published_at ? stamp(v.published_at) : words.span(v)}</span>
            </div>
            {open === v.version ? <Diff before={before(i)} after={describe(v)} /> : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
