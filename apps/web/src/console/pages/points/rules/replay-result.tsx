import { Button } from "antd";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Replay, ReplayResult as Outcome } from "../../../../api/contract.ts";
import { useMay } from "../../../../api/session.ts";
import { number, percent, shortDate, signed, yuan } from "../../../../i18n/format.ts";
import { useText } from "../../../../i18n/language.ts";
import { everyday } from "../../../../i18n/texts/everyday.ts";
import { replay as texts } from "../../../../i18n/texts/points-rules.ts";
import { LedgerTable } from "../../../../ui/ledger-table.tsx";
import { TierSeal } from "../../../../ui/tier-seal.tsx";
import { useTiers } from "../tiers.ts";

function Figure({ name, note, unit, children }: { name: string; note?: string; unit?: string; children: ReactNode }) {
  return (
    <div>
      <dt>
        {name}
        {note ? <small className="mut">{note}</small> : null}
      </dt>
      <dd>
        {children}
        {unit ? <small>{unit}</small> : null}
      </dd>
    </div>
  );
}

function ByTier({ rows }: { rows: Outcome["by_tier"] }) {
  const t = useText(texts);
  const tiers = useTiers();
  const rankOf = (code: string | null) => tiers.findIndex((x) => x.code === code);
  const tierOf = (code: string | null) => tiers.find((x) => x.code === code);
  return (
    <LedgerTable
      compact
      label={t("by_tier")}
      rows={rows.toSorted((a, b) => rankOf(a.tier_code) - rankOf(b.tier_code))}
      rowKey={(r) => r.tier_code ?? ""}
      columns={[
        {
          key: "tier",
          head: t("tier"),
          width: 112,
          cell: (r) => {
            const tier = tierOf(r.tier_code);
            if (!tier) return <span className="mut">{r.tier_code ?? t("no_tier")}</span>;
            return (
              <>
                <TierSeal name={tier.name} rank={tiers.indexOf(tier)} />
                {tier.name}
              </>
            );
          },
        },
        { key: "members", head: t("count"), width: 80, numeric: true, cell: (r) => number(r.members) },
        {
          key: "points",
          head: t("difference"),
          width: 112,
          numeric: true,
          cell: (r) => signed(r.points_added - r.points_removed),
        },
      ]}
    />
  );
}

function MemberLink({ member }: { member: { member_id: string; name: string } }) {
  const may = useMay();
  return may("members:read") ? <Link to={`/members/${member.member_id}`}>{member.name}</Link> : member.name;
}

function Hint({ hint }: { hint: Outcome["hints"][number] }) {
  const t = useText(texts);
  const { code, members, points, share_bp } = hint;
  return (
    <p className="s">
      {t(code, { members, points: number(points), share: percent(share_bp / 10_000) })}
      {hint.examples.map((member) => (
        <span key={member.member_id}>
          {" "}
          <MemberLink member={member} />
        </span>
      ))}
    </p>
  );
}

function Top({ rows }: { rows: Outcome["top_members"] }) {
  const t = useText(texts);
  return (
    <details className="replay__top">
      <summary>{t("top", { count: rows.length })}</summary>
      <LedgerTable
        compact
        label={t("top", { count: rows.length })}
        rows={rows}
        rowKey={(r) => r.member_id}
        columns={[
          {
            key: "member",
            head: t("member"),
            width: 192,
            title: (r) => `${r.name} ${r.card_no}`,
            cell: (r) => <MemberLink member={r} />,
          },
          { key: "points", head: t("difference"), width: 112, numeric: true, cell: (r) => signed(r.points) },
        ]}
      />
    </details>
  );
}

export function ReplayResult({ replay, onAgain }: { replay: Replay; onAgain: () => void }) {
  const t = useText(texts);
  const c = useText(everyday);
  const may = useMay();
  const { result } = replay;
  if (!result) return null;
  const seconds = Math.max(
    1,
    Math.round((Date.parse(replay.ended_at ?? "") - Date.parse(replay.started_at ?? "")) / 1000),
  );
  return (
    <>
      <p className="s mut replay__said">
        {t("said", {
          from: shortDate(replay.from),
          to: shortDate(replay.to),
          count: number(result.purchases),
          seconds,
        })}
      </p>
      <dl className="replay__figures">
        <Figure name={t("members")} unit={c("people")}>
          {number(result.members_affected)}
        </Figure>
        <Figure name={t("added")}>{signed(result.points_added)}</Figure>
        {result.points_removed > 0 ? <Figure name={t("removed")}>{number(-result.points_removed)}</Figure> : null}
        <Figure name={t("cost")} unit={c("yuan")} note={t("net")}>
          {yuan(result.cost_fen)}
        </Figure>
      </dl>
      {result.members_affected === 0 ? (
        <p className="replay__pad mut">{t("nothing")}</p>
      ) : (
        <ByTier rows={result.by_tier} />
      )}
      {result.top_members.length > 0 ? <Top rows={result.top_members} /> : null}
      {result.hints.length > 0 ? (
        <div className="replay__hints">
          {result.hints.map((hint) => (
            <Hint key={hint.code} hint={hint} />
          ))}
        </div>
      ) : null}
      {result.skipped + result.assumed.tags + result.assumed.birthdays > 0 ? (
        <p className="s mut replay__said replay__note">
          {result.skipped > 0 ? t("skipped", { count: result.skipped }) : null}
          {result.assumed.tags + result.assumed.birthdays > 0
            ? t("assumed", { count: result.assumed.tags + result.assumed.birthdays })
            : null}
        </p>
      ) : null}
      {may("rules:write") ? (
        <p className="replay__again">
          <Button size="small" type="link" onClick={onAgain}>
            {t("again")}
          </Button>
        </p>
      ) : null}
    </>
  );
}
