import { number } from "../../i18n/format.ts";
import { useText } from "../../i18n/language.ts";
import { kiosk as words } from "../../i18n/texts/kiosk.ts";
import type { Sheet } from "../api.ts";

const MOST_SHOWN = 8;

export function FamilyTab({ sheet: { family } }: { sheet: Sheet }) {
  const t = useText(words);
  if (!family) return <p className="card nothing">{t("no_family")}</p>;
  return (
    <>
      <section className="card figures">
        <div>
          <h2>{t("pool")}</h2>
          <p className="figure">{number(family.pool_available)}</p>
        </div>
      </section>
      <section className="card" aria-label={t("family_members")}>
        <h2>{t("family_members")}</h2>
        <ul className="rows">
          {family.members.slice(0, MOST_SHOWN).map(({ name_masked, role, is_me }, n) => (
            // oxlint-disable-next-line react/no-array-index-key -- masked names may be equal
            <li key={n}>
              <span className="rows__what">
                {name_masked}
                {is_me ? <i className="tag">{t("me")}</i> : null}
              </span>
              <span className="rows__note">{t(`role_${role}`)}</span>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
