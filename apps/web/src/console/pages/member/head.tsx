import { Button, Dropdown } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import type { Member } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { dateOf } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { blocks } from "../../../i18n/texts/blocks.ts";
import { duplicates } from "../../../i18n/texts/duplicates.ts";
import { member as texts } from "../../../i18n/texts/member.ts";
import { memberPrivacy } from "../../../i18n/texts/member-privacy.ts";
import { memberRecord } from "../../../i18n/texts/member-record.ts";
import { members } from "../../../i18n/texts/members.ts";
import { PageHead, Sep } from "../../../ui/card.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Tag } from "../../../ui/marks.tsx";
import { TierSeal } from "../../../ui/tier-seal.tsx";
import { BlockDialog, UnblockDialog } from "../blocks/block-dialog.tsx";
import { ScopeTags } from "../blocks/scope-tags.tsx";
import { MemberState } from "../member-state.tsx";
import { NewRequest } from "../trust/new-request.tsx";
import { EditDialog } from "./edit-dialog.tsx";
import { MergeWith } from "./merge-with.tsx";
import { RevealDialog, useShownNumbers } from "./reveal.tsx";
import { TierDialog } from "./tier-dialog.tsx";

/** The number behind its mask: told for a reason, and hidden again by itself. */
function Phone({ member }: { member: Member }) {
  const t = useText(memberPrivacy);
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const { shown, left, show } = useShownNumbers();
  if (!member.phone_masked) return <span className="mut">{t("none")}</span>;
  return (
    <>
      <span className="nw">{shown?.phone ?? member.phone_masked}</span>
      {shown ? (
        <span className="s mut" role="status">
          {" "}
          {t("hidden_in", { seconds: left })}
        </span>
      ) : may("members:reveal") ? (
        <button type="button" className="tool" aria-label={t("show")} title={t("show")} onClick={() => setAsking(true)}>
          <Icon name="eye" />
        </button>
      ) : null}
      {asking ? <RevealDialog member={member} onShown={show} onClose={() => setAsking(false)} /> : null}
    </>
  );
}

/** How many they are at home, and whether they may be written to. */
function Ties({ member }: { member: Member }) {
  const t = useText(memberRecord);
  const path = { member_id: member.member_id };
  const { data: family } = useApi("GET /v1/members/{member_id}/household", { path });
  const { data: consents } = useApi("GET /v1/consents", { query: path });
  const household = family?.household;
  const marketing = consents?.standing.find(({ purpose }) => purpose === "marketing");
  return (
    <>
      {household ? (
        <>
          <Sep />
          <Link to={`/points/households/${household.household_id}`}>
            {t("family_of", { count: household.members.length })}
          </Link>
        </>
      ) : null}
      {consents ? (
        <>
          <Sep />
          {marketing?.state === "granted" ? <Tag wash="ma">{t("marketing_yes")}</Tag> : <Tag>{t("marketing_no")}</Tag>}
        </>
      ) : null}
    </>
  );
}

function Facts({ member }: { member: Member }) {
  const t = useText(texts);
  return (
    <span className="member-facts">
      {member.tier ? (
        <span className="ink nw">
          <TierSeal name={member.tier.name} rank={member.tier.rank} /> {member.tier.name}
        </span>
      ) : null}
      <span className="state">
        <MemberState status={member.status} />
      </span>
      {member.block_scopes && !member.erased_at ? (
        <span>
          <ScopeTags scopes={member.block_scopes} />
        </span>
      ) : null}
      {member.status_reason ? <span className="s">{member.status_reason}</span> : null}
      <Phone member={member} />
      <Sep />
      <span className="nw">{t("joined", { date: dateOf(member.joined_at) })}</span>
      <Ties member={member} />
    </span>
  );
}

type Open = "edit" | "block" | "unblock" | "tier" | "merge" | "request";

function Dialogs({ member, open, onClose }: { member: Member; open: Open | undefined; onClose: () => void }) {
  switch (open) {
    case "edit":
      return <EditDialog member={member} onClose={onClose} />;
    case "block":
      return <BlockDialog member={member} onClose={onClose} />;
    case "unblock":
      return <UnblockDialog member={member} onClose={onClose} />;
    case "tier":
      return <TierDialog member={member} onClose={onClose} />;
    case "merge":
      return <MergeWith member={member} onClose={onClose} />;
    case "request":
      return <NewRequest memberId={member.member_id} onClose={onClose} />;
    case undefined:
      return null;
  }
}

interface Props {
  member: Member;
  open: Open | undefined;
  onOpen: (dialog: Open | undefined) => void;
  onNote: () => void;
}

export function Head({ member, open, onOpen, onNote }: Props) {
  const t = useText(texts);
  const r = useText(memberRecord);
  const p = useText(memberPrivacy);
  const m = useText(members);
  const d = useText(duplicates);
  const b = useText(blocks);
  const may = useMay();
  const writes = may("members:write") && !member.erased_at;
  const crumb = (
    <Link className="crumb" to="/members">
      {m("title")}
      <Icon name="right" />
    </Link>
  );
  const more = [
    ...(writes ? [{ key: "tier", label: t("tier_set_button") }] : []),
    ...(writes ? [{ key: "block", label: b(member.block_scopes ? "change" : "block") }] : []),
    ...(writes && member.block_scopes ? [{ key: "unblock", label: b("unblock") }] : []),
    ...(may("members:merge") && !member.erased_at ? [{ key: "merge", label: d("merge") }] : []),
    ...(may("privacy:write") && !member.erased_at ? [{ key: "request", label: p("ask") }] : []),
  ];
  return (
    <PageHead title={member.name} crumb={crumb} note={<Facts member={member} />}>
      {writes ? (
        <>
          <Button onClick={onNote}>
            {r("note_add")}
            <kbd>N</kbd>
          </Button>
          <Button onClick={() => onOpen("edit")}>
            {t("edit")}
            <kbd>E</kbd>
          </Button>
        </>
      ) : null}
      {more.length > 0 ? (
        <Dropdown trigger={["click"]} menu={{ items: more, onClick: ({ key }) => onOpen(key as Open) }}>
          <Button aria-label={r("more_acts")}>…</Button>
        </Dropdown>
      ) : null}
      <Dialogs member={member} open={open} onClose={() => onOpen(undefined)} />
    </PageHead>
  );
}
