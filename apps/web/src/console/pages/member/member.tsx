import { Button } from "antd";
import { useMemo, useState } from "react";
import { useNavigate, useParams } from "react-router";
import { ApiError } from "../../../api/client.ts";
import type { Member as MemberData } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { useMay, useSession } from "../../../api/session.ts";
import { dateOf } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { member as texts } from "../../../i18n/texts/member.ts";
import { memberRecord } from "../../../i18n/texts/member-record.ts";
import { pressKey, useKeyHelp, useKeys } from "../../../ui/keys.ts";
import { MemberCard } from "../../../ui/member-card.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { AboutCard } from "./about-card.tsx";
import { FiguresCard } from "./figures-card.tsx";
import { Accounts } from "./accounts.tsx";
import { Book, TABS, useTab } from "./book.tsx";
import { FieldsCard } from "./fields-card.tsx";
import { Head } from "./head.tsx";
import { MergedBanner } from "./merge-with.tsx";
import { NoteDialog } from "./note-dialog.tsx";
import { PinnedNotes } from "./pinned-notes.tsx";
import { Timeline } from "./timeline.tsx";
import "./member.css";

const RINGS = 12;
const POINTS_A_RING = 1000;

/** A seal is cut in Chinese: the tier's two characters, where its name has them. */
const sealWord = (tier: string | undefined) => /^\p{Script=Han}{2}/u.exec(tier ?? "")?.[0] ?? "会员";

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
        seal={`${tenant.name.slice(0, 2)}${sealWord(member.tier?.name)}`}
        held={member.status === "active"}
        rings={rings}
      />
      <p className="med path">{next}</p>
      <p className="s mut">{t("rings", { rings })}</p>
    </div>
  );
}

type Dialog = "edit" | "block" | "unblock" | "tier" | "merge" | "request" | "note";

/** E edits, N notes, G and a letter opens a tab; the sheet of keys says so. */
function usePageKeys(tabs: ReturnType<typeof useTab>, onOpen: (dialog: Dialog) => void) {
  const r = useText(memberRecord);
  const may = useMay()("members:write");
  const { tabs: names, open } = tabs;
  const jumps = names.map((name) => [`g ${TABS[name].toLowerCase()}`, () => open(name)] as const);
  useKeys({
    ...(may ? { e: () => onOpen("edit"), n: () => onOpen("note") } : {}),
    // The page has no search of its own: it is for somebody else.
    "/": () => pressKey("mod+k"),
    ...Object.fromEntries(jumps),
  });
  const shown = names.join(" ");
  const help = useMemo(
    () => [
      { name: r("key_rows"), keys: ["J", "K"] },
      { name: r("key_why"), keys: ["↵"] },
      ...(may ? [{ name: r("note_add"), keys: ["N"] }] : []),
      ...(may ? [{ name: r("key_edit"), keys: ["E"] }] : []),
      { name: r("key_find"), keys: ["/"] },
      ...(Object.keys(TABS) as (keyof typeof TABS)[])
        .filter((name) => shown.split(" ").includes(name))
        .map((name) => ({ name: r("key_tab", { tab: r(`tab_${name}`) }), keys: ["G", TABS[name]] })),
    ],
    [r, may, shown],
  );
  useKeyHelp(help);
}

function Page({ member }: { member: MemberData }) {
  const tabs = useTab();
  const [dialog, setDialog] = useState<Dialog>();
  usePageKeys(tabs, (name) => !member.erased_at && setDialog(name));
  const onNote = () => setDialog("note");
  const close = () => setDialog(undefined);
  return (
    <>
      <Head member={member} open={dialog === "note" ? undefined : dialog} onOpen={setDialog} onNote={onNote} />
      <MergedBanner memberId={member.member_id} />
      <div className="row member-cols">
        <div className="stack">
          <CardAndPath member={member} />
          <AboutCard member={member} />
          <FieldsCard member={member} />
          <FiguresCard member={member} />
          <Timeline memberId={member.member_id} />
        </div>
        <div className="stack">
          <PinnedNotes memberId={member.member_id} />
          <Accounts member={member} />
          <Book member={member} {...tabs} onNote={onNote} />
        </div>
      </div>
      {dialog === "note" ? <NoteDialog memberId={member.member_id} onClose={close} /> : null}
    </>
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
  return <QueryView query={query}>{(member) => <Page member={member} />}</QueryView>;
}
