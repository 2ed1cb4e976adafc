import { Fragment } from "react";
import { Link } from "react-router";
import type { TimelineItem } from "../../../api/contract.ts";
import { useMay } from "../../../api/session.ts";
import { useText } from "../../../i18n/language.ts";
import { memberRecord } from "../../../i18n/texts/member-record.ts";
import { EntryWhy } from "./entry-why.tsx";
import { PurchaseLines } from "./purchase-lines.tsx";

/** What lies behind one row: its lines and arithmetic where it moved value, else who did it and what is known of it. */
export function TimelineWhy({ item }: { item: TimelineItem }) {
  const t = useText(memberRecord);
  const may = useMay();
  if (item.kind === "purchase" && may("purchases:read")) return <PurchaseLines purchaseId={item.ref} />;
  if ((item.kind === "points" || item.kind === "wallet") && may("points:read"))
    return <EntryWhy transactionId={item.ref} />;
  const facts = [
    ...item.facts,
    ...(item.by === undefined ? [] : [{ label: t("by"), value: item.by }]),
    { label: t("ref"), value: item.ref },
  ];
  return (
    <section className="why timeline-why" aria-label={item.title}>
      <dl className="facts">
        {item.other ? (
          <>
            <dt>{t("other")}</dt>
            <dd>
              <Link to={`/members/${item.other.member_id}`}>{item.other.name}</Link>
            </dd>
          </>
        ) : null}
        {facts.map(({ label, value }) => (
          <Fragment key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
