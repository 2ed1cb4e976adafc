import { useNavigate } from "react-router";
import { Button } from "antd";
import type { Workbench, WorkbenchVenue } from "../../../api/contract.ts";
import { number, percent, yuan } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { shell } from "../../../i18n/texts/shell.ts";
import { workbench } from "../../../i18n/texts/workbench.ts";
import { Card } from "../../../ui/card.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { Delta, Sparkline } from "../../../ui/metric.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { useScope } from "../../shell/scope.tsx";
import { VenueState } from "../venue-state.tsx";

export function VenuesCard({ figures }: { figures: Workbench }) {
  const t = useText(workbench);
  const c = useText(everyday);
  const s = useText(shell);
  const navigate = useNavigate();
  const { venues } = useScope();
  const dash = (row: WorkbenchVenue, text: string) => (row.status === "before_open" && row.entries === 0 ? "—" : text);
  const shares = figures.venues.some((v) => typeof v.member_share === "number");
  const columns: Column<WorkbenchVenue>[] = [
    { key: "name", head: t("venue"), cell: (v) => v.name, title: (v) => v.name, tone: "med" },
    {
      key: "state",
      head: t("state"),
      cell: (v) =>
        v.venue_id ? <VenueState venue={venues.find((x) => x.venue_id === v.venue_id)} status={v.status} /> : "—",
      width: 160,
    },
    { key: "entries", head: t("entries"), numeric: true, cell: (v) => dash(v, number(v.entries)), width: 104 },
    {
      key: "change",
      head: t("change"),
      numeric: true,
      cell: (v) => <Delta value={v.entries} compare={v.entries_compare} />,
      width: 112,
    },
    ...(shares
      ? [
          {
            key: "share",
            head: t("share"),
            numeric: true,
            cell: (v: WorkbenchVenue) => (typeof v.member_share === "number" ? percent(v.member_share) : "—"),
            width: 104,
          },
        ]
      : []),
    { key: "spend", head: t("spend_col"), numeric: true, cell: (v) => dash(v, yuan(v.spend_fen)), width: 168 },
    { key: "members", head: t("members"), numeric: true, cell: (v) => dash(v, number(v.new_members)), width: 112 },
    { key: "trend", head: t("trend"), cell: (v) => <Sparkline values={v.spark} width={96} height={24} />, width: 136 },
  ];
  const { total } = figures;
  const sums: Record<string, React.ReactNode> = {
    name: c("total"),
    entries: number(total.entries),
    change: <Delta value={total.entries} compare={total.entries_compare} />,
    share: total.member_share === null ? "—" : percent(total.member_share),
    spend: yuan(total.spend_fen),
    members: number(total.new_members),
  };
  if (figures.venues.length === 0) {
    const action = <Button onClick={() => void navigate("/organisation")}>{s("units")}</Button>;
    return (
      <Card label={t("venues")}>
        <EmptyState title={t("no_venues")} reason={t("no_venues_why")} action={action} />
      </Card>
    );
  }
  return (
    <Card label={t("venues")}>
      <LedgerTable
        label={t("venues")}
        columns={columns}
        rows={figures.venues}
        rowKey={(v) => v.venue_id ?? "other"}
        total={figures.venues.length > 1 ? columns.map((col) => sums[col.key]) : undefined}
      />
    </Card>
  );
}
