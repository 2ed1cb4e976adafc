import type { ReactNode } from "react";
import type { Routes } from "@huiyou/api-client";
import { dayOf } from "../../format/dates.ts";
import { grouped, inFours } from "../../format/numbers.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { callAsStaff, mayDo, type StaffSession } from "../../state/staff.ts";
import { useAnswer } from "../../state/use-answer.ts";
import { Box } from "../../ui/elements";
import { FactRow } from "../../ui/rows";

/** What a look-up tells: what the role hides is not in the answer. */
type Identified = Routes["POST /v1/members/identify"]["response"];
/** A row of the list does not say why somebody is blocked; their page does. */
export type Shown = Omit<Identified, "block"> & Partial<Pick<Identified, "block">>;

/** Tier and last visit come from the member's page, for who may read it and has the person in reach. */
export function MemberCard({ member, session }: { member: Shown; session: StaffSession }): ReactNode {
  const { t } = useLanguage();
  const { member_id, name, card_no, phone_masked, status, points_available } = member;
  const head = useAnswer(member_id, async () =>
    mayDo(session, "members:read")
      ? callAsStaff("GET /v1/members/{member_id}", { path: { member_id } }).catch(() => undefined)
      : undefined,
  ).value;
  const last_visit = head?.stats.last_visit_at;
  const reason = member.block?.reason ?? head?.status_reason;
  return (
    <Box className="card" role="status">
      <FactRow label={t("me_name")} value={name === undefined || name === "" ? t("no_name") : name} />
      {head?.tier && <FactRow label={t("me_tier")} value={head.tier.name} />}
      {phone_masked !== undefined && <FactRow label={t("lookup_phone")} value={phone_masked ?? ""} />}
      <FactRow label={t("lookup_card")} value={inFours(card_no)} />
      <FactRow label={t("lookup_points")} value={grouped(points_available)} />
      <FactRow label={t("lookup_status")} value={t(status === "active" ? "lookup_active" : "lookup_blocked")} />
      {reason && <FactRow label={t("lookup_reason")} value={reason} />}
      {head !== undefined && (
        <FactRow label={t("lookup_visit")} value={last_visit ? dayOf(last_visit) : t("lookup_never")} />
      )}
    </Box>
  );
}
