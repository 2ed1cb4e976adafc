import { useSearchParams } from "react-router";
import { useText } from "../../../i18n/language.ts";
import { memberRecord } from "../../../i18n/texts/member-record.ts";
import { Seg } from "../../../ui/seg.tsx";
import { TimelineTable } from "./timeline-table.tsx";

/** What people ask for together. */
const GROUPS = {
  all: undefined,
  spending: "purchase,refund",
  value: "points,wallet",
  visits: "admission",
  standing: "registered,tier,tag,block,merge",
  contact: "message,consent,wechat",
  family: "household",
  desk: "note,file",
  access: "identity,device",
} as const;
type Group = keyof typeof GROUPS;
const NAMES = Object.keys(GROUPS) as Group[];

export function TimelineTab({ memberId }: { memberId: string }) {
  const t = useText(memberRecord);
  const [params, setParams] = useSearchParams();
  const group = NAMES.find((name) => name === params.get("kinds")) ?? "all";
  const choose = (value: Group) =>
    setParams({ tab: "timeline", ...(value === "all" ? {} : { kinds: value }) }, { replace: true });
  return (
    <>
      <div className="filter-row timeline-kinds">
        <Seg<Group>
          label={t("kinds")}
          choices={NAMES.map((value) => ({ value, label: t(`group_${value}`) }))}
          value={group}
          onChange={choose}
        />
      </div>
      <TimelineTable key={group} memberId={memberId} kinds={GROUPS[group]} />
    </>
  );
}
