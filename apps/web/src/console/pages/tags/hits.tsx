import { Link } from "react-router";
import type { TagHit } from "../../../api/contract.ts";
import { stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { tags as texts } from "../../../i18n/texts/tags.ts";
import { StateMark } from "../../../ui/marks.tsx";
import { MemberTag } from "./member-tag.tsx";
import { useWhyWords } from "./why.tsx";

/** Who got or lost which tag, and why; with the member or with the tag, whichever the page is not about. */
export function Hits({ hits, about }: { hits: TagHit[]; about: "tag" | "member" }) {
  const t = useText(texts);
  const whyOf = useWhyWords();
  return (
    <ul className="hits">
      {hits.map((hit) => (
        <li key={hit.tag_hit_id}>
          <StateMark mark={hit.added ? "live" : "off"}>{t(hit.added ? "added" : "removed")}</StateMark>
          {about === "tag" ? (
            <Link className="plain" to={`/members/${hit.member_id}`}>
              {hit.member_name}
            </Link>
          ) : (
            <MemberTag tag={hit.tag} />
          )}
          <time className="s mut nw" dateTime={hit.at}>
            {stamp(hit.at)}
          </time>
          <p className="s mut">{hit.why ? whyOf(hit.why) : t("by_people")}</p>
        </li>
      ))}
    </ul>
  );
}
