import { useText } from "../../../i18n/language.ts";
import { rule as texts } from "../../../i18n/texts/points-rule.ts";
import { changesBetween, type Term } from "./rule/describe.ts";
import "./diff.css";

/** What one version changed against the one before it, setting by setting. */
export function Diff({ before, after }: { before: Term[] | undefined; after: Term[] }) {
  const t = useText(texts);
  if (!before) return <p className="s mut diff">{t("first")}</p>;
  const changes = changesBetween(before, after);
  if (changes.length === 0) return <p className="s mut diff">{t("same")}</p>;
  return (
    <dl className="diff s">
      {changes.map((c) => (
        <div key={c.name}>
          <dt className="mut">{c.name}</dt>
          <dd>
            <del>{c.before ?? t("empty_value")}</del>
            <ins>{c.after ?? t("empty_value")}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
