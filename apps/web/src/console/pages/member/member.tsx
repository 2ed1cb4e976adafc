import { Button } from "antd";
import { useState } from "react";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";
import { ApiError } from "../../../api/client.ts";
import type { Member as MemberData } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { useMay, useSession } from "../../../api/session.ts";
import { dateOf, number } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { duplicates } from "../../../i18n/texts/duplicates.ts";
import { member as texts } from "../../../i18n/texts/member.ts";
import { members } from "../../../i18n/texts/members.ts";
import { Card, PageHead, Sep } from "../../../ui/card.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { useKeys } from "../../../ui/keys.ts";
import { Tag } from "../../../ui/marks.tsx";
import { MemberCard } from "../../../ui/member-card.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { Tabs } from "../../../ui/seg.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { TierSeal } from "../../../ui/tier-seal.tsx";
import { MemberState } from "../member-state.tsx";
import { Accounts } from "./accounts.tsx";
import { EditDialog } from "./edit-dialog.tsx";
import { IdentitiesCard } from "./identities-card.tsx";
import { LedgerTab } from "./ledger-tab.tsx";
import { LotsTab } from "./lots-tab.tsx";
import { MergedBanner, MergeWith } from "./merge-with.tsx";
import { Owner } from "./owner.tsx";
import { PrivacyCard } from "./privacy-card.tsx";
import { PurchasesTab } from "./purchases-tab.tsx";
import { StatusDialog } from "./status-dialog.tsx";
import { TierDialog } from "./tier-dialog.tsx";
import { Timeline } from "./timeline.tsx";
import "./member.css";

const RINGS = 12;
const POINTS_A_RING = 1000;

function Head({ member }: { member: MemberData }) {
  const t = useText(texts);
  const m = useText(members);
  const d = useText(duplicates);
  const may = useMay();
  const [dialog, setDialog] = useState<"edit" | "status" | "tier" | "merge">();
  useKeys({ e: () => may("members:write") && setDialog("edit") });
  const crumb = (
    <Link className="crumb" to="/members">
      {m("title")}
      <Icon name="right" />
    </Link>
  );
  const facts = (
    <span className="member-facts">
      <span className="state">
        <MemberState status={member.status} />
      </span>
      {member.tier ? (
        <>
          <TierSeal name={member.tier.name} rank={member.tier.rank} /> {member.tier.name}
          <Sep />
        </>
      ) : null}
      {member.status_reason ? (
        <>
          {member.status_reason}
          <Sep />
        </>
      ) : null}
      {member.phone_masked ?? "—"}
      <Sep />
      {member.home_unit_name}
      <Sep />
      <Owner member={member} />
      <Sep />
      {t("joined", { date: dateOf(member.joined_at) })}
      {member.tags.length > 0 ? <Sep /> : null}
      {member.tags.map((tag) => (
        <Tag key={tag.tag_id}>{tag.name}</Tag>
      ))}
    </span>
  );
  return (
    <PageHead title={member.name} crumb={crumb} note={facts}>
      {may("members:write") ? (
        <>
          <Button onClick={() => setDialog("status")} className={member.status === "active" ? "quiet-danger" : ""}>
            {t(member.status === "active" ? "block" : "unblock")}
          </Button>
          <Button onClick={() => setDialog("tier")}>{t("tier_set_button")}</Button>
          <Button onClick={() => setDialog("edit")}>
            {t("edit")}
            <kbd>E</kbd>
          </Button>
        </>
      ) : null}
      {may("members:merge") && !member.erased_at ? (
        <Button onClick={() => setDialog("merge")}>{d("merge")}</Button>
      ) : null}
      {dialog === "merge" ? <MergeWith member={member} onClose={() => setDialog(undefined)} /> : null}
      {dialog === "tier" ? <TierDialog member={member} onClose={() => setDialog(undefined)} /> : null}
      {dialog === "edit" ? <EditDialog member={member} onClose={() => setDialog(undefined)} /> : null}
      {dialog === "status" ? <StatusDialog member={member} onClose={() => setDialog(undefined)} /> : null}
    </PageHead>
  );
}

function CardAndPath({ member }: { member: MemberData }) {
  const t = useText(texts);
  const { tenant } = useSession();
  const earned = member.accounts.points.lifetime_earned;
  const rings = Math.min(RINGS, Math.floor(earned / POINTS_A_RING));
  const next =
    rings < RINGS
      ? t("rings_next", { points: POINTS_A_RING - (earned % POINTS_A_RING), next: rings + 1 })
      : t("rings_full");
  return (
    <div>
      <MemberCard
        label={t("card_label", { tenant: tenant.name, name: member.name, rings })}
        tenant={tenant.name}
        name={member.name}
        cardNo={member.card_no}
        note={t("joined", { date: dateOf(member.joined_at) })}
        seal={`${tenant.name.slice(0, 2)}会员`}
        held={member.status === "active"}
        rings={rings}
      />
      <p className="med path">{next}</p>
      <p className="s mut">{t("rings", { rings })}</p>
    </div>
  );
}

const TABS = ["ledger", "lots", "purchases"] as const;
type TabName = (typeof TABS)[number];

function Book({ member }: { member: MemberData }) {
  const t = useText(texts);
  const may = useMay();
  const [params, setParams] = useSearchParams();
  const tabs = TABS.filter((name) => (name === "purchases" ? may("purchases:read") : may("points:read")));
  const tab = tabs.find((name) => name === params.get("tab")) ?? tabs[0];
  const { available, pending } = member.accounts.points;
  const balance = t("balance", {
    total: number(available + pending),
    available: number(available),
    pending: number(pending),
  });
  return (
    <Card label={t(tab ?? "ledger")} className="book">
      <Tabs<TabName>
        label={t("accounts")}
        choices={tabs.map((value) => ({ value, label: t(value) }))}
        value={tab ?? "ledger"}
        onChange={(value) => setParams(value === "ledger" ? {} : { tab: value }, { replace: true })}
        end={tab === "purchases" ? null : balance}
      />
      {tab === "ledger" ? <LedgerTab memberId={member.member_id} /> : null}
      {tab === "lots" ? <LotsTab memberId={member.member_id} /> : null}
      {tab === "purchases" ? <PurchasesTab memberId={member.member_id} /> : null}
    </Card>
  );
}

export function Member() {
  const t = useText(texts);
  const navigate = useNavigate();
  const { member_id = "" } = useParams();
  const query = useApi("GET /v1/members/{member_id}", { path: { member_id } });
  if (query.error instanceof ApiError && query.error.status === 404) {
    return (
      <EmptyState
        title={t("missing")}
        reason={t("missing_why")}
        action={<Button onClick={() => void navigate("/members")}>{t("to_list")}</Button>}
      />
    );
  }
  return (
    <QueryView query={query}>
      {(member) => (
        <>
          <Head member={member} />
          <MergedBanner memberId={member.member_id} />
          <div className="row member-cols">
            <div className="stack">
              <CardAndPath member={member} />
              <IdentitiesCard member={member} />
              <PrivacyCard member={member} />
              <Timeline memberId={member.member_id} />
            </div>
            <div className="stack">
              <Accounts member={member} />
              <Book member={member} />
            </div>
          </div>
        </>
      )}
    </QueryView>
  );
}
