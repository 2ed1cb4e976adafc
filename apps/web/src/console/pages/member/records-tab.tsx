import { Link } from "react-router";
import { useApi } from "../../../api/query.ts";
import { shortDate } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { households } from "../../../i18n/texts/households.ts";
import { memberRecord } from "../../../i18n/texts/member-record.ts";
import { QueryView } from "../../../ui/query-view.tsx";
import { TimelineTable } from "./timeline-table.tsx";

/** The family they belong to, and which tier they had when. */
export function RecordsTab({ memberId }: { memberId: string }) {
  const t = useText(memberRecord);
  const h = useText(households);
  const family = useApi("GET /v1/members/{member_id}/household", { path: { member_id: memberId } });
  return (
    <>
      <section className="record-part" aria-label={t("family")}>
        <h3>{t("family")}</h3>
        <QueryView query={family}>
          {({ household }) =>
            household ? (
              <>
                <p>
                  <Link to={`/points/households/${household.household_id}`}>{household.name}</Link>
                </p>
                <ul className="family">
                  {household.members.map((one) => (
                    <li key={one.member_id}>
                      {one.member_id === memberId ? one.name : <Link to={`/members/${one.member_id}`}>{one.name}</Link>}{" "}
                      <span className="s mut">
                        {h(one.role)} {shortDate(one.joined_at)}
                      </span>
                    </li>
                  ))}
                </ul>
              </>
            ) : (
              <p className="mut">{t("family_none")}</p>
            )
          }
        </QueryView>
      </section>
      <section className="record-part" aria-label={t("tiers")}>
        <h3>{t("tiers")}</h3>
      </section>
      <TimelineTable memberId={memberId} kinds="tier" />
    </>
  );
}
