import type { ConditionGroup } from "../../../../api/points.ts";
import { useText } from "../../../../i18n/language.ts";
import { conditions } from "../../../../i18n/texts/conditions.ts";
import { isGroup, useConditionWords } from "./words.ts";

/** The tree to read: one line a condition, a bracket a group. */
export function ConditionTree({ group }: { group: ConditionGroup }) {
  const t = useText(conditions);
  const words = useConditionWords();
  if (group.rules.length === 0) return <p className="mut">{t("none")}</p>;
  const { combinator, not } = group;
  const head = not ? (combinator === "and" ? "not_all_of" : "none_of") : combinator === "and" ? "all_of" : "any_of";
  return (
    <div className="cond">
      {group.rules.length > 1 || not ? <p className="s mut">{t(head)}</p> : null}
      <ul>
        {group.rules.map((node, i) => (
          <li key={i}>{isGroup(node) ? <ConditionTree group={node} /> : words.leaf(node)}</li>
        ))}
      </ul>
    </div>
  );
}
