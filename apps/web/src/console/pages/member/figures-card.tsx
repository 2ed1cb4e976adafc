import type { Member, MemberBlock, MemberFigures } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { number, shortDate, yuan } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { blocks } from "../../../i18n/texts/blocks.ts";
import { figures as texts, stages } from "../../../i18n/texts/tags.ts";
import { Card } from "../../../ui/card.tsx";
import { type Mark, StateMark } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { ScopeTags } from "../blocks/scope-tags.tsx";
import { Hits } from "../tags/hits.tsx";
import "../tags/tags.css";

const MARKS: Record<MemberFigures["lifecycle"], Mark> = {
  new: "plan",
  active: "live",
  at_risk: "warn",
  sleeping: "off",
  lost: "bad",
};

function Dealings({ figures }: { figures: MemberFigures }) {
  const t = useText(texts);
  const s = useText(stages);
  const rows = [
    [t("purchases"), number(figures.purchases_365), number(figures.purchases)],
    [t("spent"), yuan(figures.spent_365_fen), yuan(figures.spent_fen)],
    [t("visits"), number(figures.visits_365), number(figures.visits)],
  ] as const;
  return (
    <>
      <p className="figs-head">
        <StateMark mark={MARKS[figures.lifecycle]}>{s(figures.lifecycle)}</StateMark>
        {figures.lifecycle_since ? (
          <span className="s mut">{t("since", { date: shortDate(figures.lifecycle_since) })}</span>
        ) : null}
        <span className="s mut">
          {t("last_active")} {figures.last_active_on ? shortDate(figures.last_active_on) : t("never")}
        </span>
      </p>
      {figures.catching_up ? (
        <p className="s mut" role="status">
          {t("catching_up")}
        </p>
      ) : null}
      <div className="figs">
        <span />
        <span className="s mut num">{t("year")}</span>
        <span className="s mut num">{t("all")}</span>
        {rows.map(([name, year, all]) => (
          <div key={name} style={{ display: "contents" }}>
            <span>{name}</span>
            <span className="num">{year}</span>
            <span className="num">{all}</span>
          </div>
        ))}
      </div>
    </>
  );
}

/** How a block came to an end; undefined: it stands. */
function useEnd(): (block: MemberBlock) => string | undefined {
  const t = useText(blocks);
  return ({ ended_at, ended_by_itself, end_reason, ended_by_name }) => {
    if (!ended_at) return undefined;
    const date = shortDate(ended_at);
    if (ended_by_itself) return t("expired", { date });
    return end_reason === null ? t("replaced", { date }) : t("ended", { date, name: ended_by_name ?? "—" });
  };
}

function Blocks({ memberId }: { memberId: string }) {
  const t = useText(blocks);
  const endOf = useEnd();
  const query = useApi("GET /v1/members/{member_id}/blocks", { path: { member_id: memberId } });
  const rows = query.data?.data ?? [];
  if (rows.length === 0) return null;
  return (
    <div className="tag-part">
      <h3 className="med">{t("history")}</h3>
      <ul className="hits">
        {rows.map((block) => (
          <li key={block.block_id}>
            <StateMark mark={block.ended_at ? "off" : "bad"}>{shortDate(block.blocked_at)}</StateMark>
            <span>
              <ScopeTags scopes={block.scopes} />
            </span>
            <span />
            <p className="s mut">
              {[block.reason, block.by_name, block.by_merge ? t("merged") : null, endOf(block) ?? untilOf(t, block)]
                .filter(Boolean)
                .join(" · ")}
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}

const untilOf = (t: (key: "until" | "open") => string, { until }: MemberBlock): string =>
  until ? `${t("until")} ${shortDate(until)}` : t("open");

/** When they come, how much, how far they are from the house; which tags rules gave and took; what they were kept from. */
export function FiguresCard({ member }: { member: Member }) {
  const t = useText(texts);
  const path = { member_id: member.member_id };
  const figures = useApi("GET /v1/members/{member_id}/figures", { path });
  const hits = useApi("GET /v1/members/{member_id}/tag_hits", { path, query: { limit: 8 } });
  return (
    <Card title={t("title")}>
      <QueryView query={figures}>{(known) => <Dealings figures={known} />}</QueryView>
      <div className="tag-part">
        <h3 className="med">{t("history")}</h3>
        <QueryView query={hits}>
          {({ data }) => (data.length === 0 ? <p className="mut">{t("none")}</p> : <Hits hits={data} about="member" />)}
        </QueryView>
      </div>
      <Blocks memberId={member.member_id} />
    </Card>
  );
}
