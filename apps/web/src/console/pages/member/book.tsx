import { useSearchParams } from "react-router";
import type { Member } from "../../../api/contract.ts";
import { useMay } from "../../../api/session.ts";
import { number } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { member as texts } from "../../../i18n/texts/member.ts";
import { memberRecord } from "../../../i18n/texts/member-record.ts";
import { Card } from "../../../ui/card.tsx";
import { Tabs } from "../../../ui/seg.tsx";
import { FilesTab } from "./files-tab.tsx";
import { IdentitiesCard } from "./identities-card.tsx";
import { LedgerTab } from "./ledger-tab.tsx";
import { LotsTab } from "./lots-tab.tsx";
import { NotesTab } from "./notes-tab.tsx";
import { PrivacyCard } from "./privacy-card.tsx";
import { PurchasesTab } from "./purchases-tab.tsx";
import { RecordsTab } from "./records-tab.tsx";
import { TimelineTab } from "./timeline-tab.tsx";

/** Each tab with its letter after G. */
export const TABS = {
  ledger: "P",
  lots: "L",
  purchases: "S",
  timeline: "T",
  records: "H",
  identity: "I",
  notes: "N",
  files: "F",
} as const;
export type TabName = keyof typeof TABS;
const NEEDS: Partial<Record<TabName, "points:read" | "purchases:read">> = {
  ledger: "points:read",
  lots: "points:read",
  purchases: "purchases:read",
};

/** The tabs this person may see, and the one that is open. */
export function useTab() {
  const may = useMay();
  const [params, setParams] = useSearchParams();
  const tabs = (Object.keys(TABS) as TabName[]).filter((name) => {
    const permission = NEEDS[name];
    return permission === undefined || may(permission);
  });
  const tab = tabs.find((name) => name === params.get("tab")) ?? tabs[0] ?? "timeline";
  const open = (value: TabName) => setParams(value === tabs[0] ? {} : { tab: value }, { replace: true });
  return { tabs, tab, open };
}

function Content({ member, tab, onNote }: { member: Member; tab: TabName; onNote: () => void }) {
  const { member_id } = member;
  switch (tab) {
    case "ledger":
      return <LedgerTab memberId={member_id} />;
    case "lots":
      return <LotsTab memberId={member_id} />;
    case "purchases":
      return <PurchasesTab memberId={member_id} />;
    case "timeline":
      return <TimelineTab memberId={member_id} />;
    case "records":
      return <RecordsTab memberId={member_id} />;
    case "identity":
      return (
        <div className="row identity-cols">
          <IdentitiesCard member={member} />
          <PrivacyCard member={member} />
        </div>
      );
    case "notes":
      return <NotesTab memberId={member_id} onAdd={onNote} />;
    case "files":
      return <FilesTab memberId={member_id} />;
  }
}

interface Props extends ReturnType<typeof useTab> {
  member: Member;
  onNote: () => void;
}

export function Book({ member, tabs, tab, open, onNote }: Props) {
  const t = useText(texts);
  const r = useText(memberRecord);
  const { available, pending } = member.accounts.points;
  const balance = t("balance", {
    total: number(available + pending),
    available: number(available),
    pending: number(pending),
  });
  const inPoints = tab === "ledger" || tab === "lots";
  return (
    <Card label={r(`tab_${tab}`)} className="book">
      <Tabs<TabName>
        label={r("tabs")}
        choices={tabs.map((value) => ({ value, label: r(`tab_${value}`) }))}
        value={tab}
        onChange={open}
      />
      {inPoints ? <p className="s mut balance-line">{balance}</p> : null}
      <Content key={tab} member={member} tab={tab} onNote={onNote} />
    </Card>
  );
}
