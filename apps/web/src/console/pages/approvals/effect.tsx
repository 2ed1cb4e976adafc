import { Fragment } from "react";
import type { ApprovalEffect } from "../../../api/contract.ts";
import { useLanguage } from "../../../i18n/language.ts";
import { type Language, lookup } from "../../../i18n/text.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { permissionTexts } from "../../../i18n/texts/permissions.ts";
import { roleTexts } from "../../../i18n/texts/roles.ts";
import { number, signed, yuan } from "../../../i18n/format.ts";

type Line = ApprovalEffect["lines"][number];

/** Permissions, hidden fields and reaches in words. */
function words(codes: string, language: Language): string {
  const word = (code: string) =>
    lookup(permissionTexts, code, language) ?? lookup(roleTexts, code === "name" ? "masked_name" : code, language);
  return codes
    .split(" ")
    .map((code) => word(code) ?? code)
    .join(" · ");
}

function shown(value: Line["after"], unit: Line["unit"], alone: boolean, language: Language): string {
  if (value === null || value === undefined) return "—";
  if (typeof value === "string") return unit === "codes" ? words(value, language) : value;
  if (unit === "fen") return `${yuan(value)} ${lookup(everyday, "yuan", language)}`;
  return alone && unit === "points" ? signed(value) : number(value);
}

/** What saying yes does, line by line. */
export function ApprovalEffectView({ effect, title }: { effect: ApprovalEffect; title: string }) {
  const language = useLanguage();
  return (
    <section className="apr-effect sheet" aria-label={title}>
      <h4>{title}</h4>
      <dl>
        {effect.lines.map((line) => (
          <Fragment key={line.label}>
            <dt>{line.text}</dt>
            <dd>
              {line.before === undefined ? null : `${shown(line.before, line.unit, false, language)} → `}
              <b>{shown(line.after, line.unit, line.before === undefined, language)}</b>
            </dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
