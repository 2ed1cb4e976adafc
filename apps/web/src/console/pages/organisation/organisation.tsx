import type { Venue } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { useText } from "../../../i18n/language.ts";
import { businessTypes } from "../../../i18n/texts/everyday.ts";
import { organisation } from "../../../i18n/texts/organisation.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { inTreeOrder, type UnitNode } from "../units.ts";
import { useClosing, VenueState } from "../venue-state.tsx";
import "./organisation.css";

function Tree({ nodes }: { nodes: UnitNode[] }) {
  const t = useText(organisation);
  const columns: Column<UnitNode>[] = [
    {
      key: "name",
      head: t("name"),
      title: ({ unit }) => unit.name,
      cell: ({ unit, depth }) => (
        <span className={depth === 0 ? "med" : ""} style={{ paddingLeft: depth * 20 }}>
          {depth > 0 ? <i className="org-branch" aria-hidden="true" /> : null}
          {unit.name}
        </span>
      ),
    },
    { key: "kind", head: t("kind"), width: 72, tone: "mut", cell: ({ unit }) => t(unit.kind) },
    {
      key: "code",
      head: t("code"),
      width: 144,
      tone: "mut",
      cell: ({ unit }) => unit.code,
      title: ({ unit }) => unit.code,
    },
  ];
  return <LedgerTable compact label={t("tree")} columns={columns} rows={nodes} rowKey={({ unit }) => unit.unit_id} />;
}

function Venues({ venues }: { venues: Venue[] }) {
  const t = useText(organisation);
  const b = useText(businessTypes);
  const closing = useClosing();
  const columns: Column<Venue>[] = [
    { key: "name", head: t("name"), cell: (v) => v.name, title: (v) => v.name, tone: "med" },
    { key: "code", head: t("code"), width: 128, tone: "mut", cell: (v) => v.code, title: (v) => v.code },
    { key: "type", head: t("type"), width: 88, cell: (v) => b(v.business_type) },
    { key: "hours", head: t("hours"), width: 168, cell: (v) => `${v.opens_at}–${closing(v)}` },
    { key: "cutoff", head: t("cutoff"), width: 88, tone: "mut", cell: (v) => v.day_cutoff },
    { key: "state", head: t("state"), width: 168, cell: (v) => <VenueState venue={v} status={v.status} /> },
  ];
  return <LedgerTable label={t("venues")} columns={columns} rows={venues} rowKey={(v) => v.venue_id} />;
}

export function Organisation() {
  const t = useText(organisation);
  const units = useApi("GET /v1/org_units", {});
  const venues = useApi("GET /v1/venues", {});
  const note =
    units.data && venues.data ? t("note", { units: units.data.data.length, venues: venues.data.data.length }) : null;
  return (
    <>
      <PageHead title={t("title")} note={note} />
      <div className="row org">
        <Card title={t("tree")}>
          <QueryView query={units}>
            {({ data }) =>
              data.length === 0 ? (
                <EmptyState title={t("none")} reason={t("none_why")} />
              ) : (
                <Tree nodes={inTreeOrder(data)} />
              )
            }
          </QueryView>
        </Card>
        <Card title={t("venues")}>
          <QueryView query={venues}>
            {({ data }) =>
              data.length === 0 ? <EmptyState title={t("none")} reason={t("none_why")} /> : <Venues venues={data} />
            }
          </QueryView>
        </Card>
      </div>
    </>
  );
}
