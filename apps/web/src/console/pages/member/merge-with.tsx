import { Modal } from "antd";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import type { Member } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { shortDate } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { duplicates, identityTexts } from "../../../i18n/texts/duplicates.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { FindPerson, type Person } from "../find-person.tsx";

/** Whom this member is to be merged with; both are then shown beside each other. */
export function MergeWith({ member, onClose }: { member: Member; onClose: () => void }) {
  const t = useText(duplicates);
  const c = useText(everyday);
  const navigate = useNavigate();
  const [person, setPerson] = useState<Person>();
  return (
    <Modal
      open
      width={480}
      title={t("merge_pair")}
      okText={t("to_compare")}
      cancelText={c("cancel")}
      okButtonProps={{ disabled: !person || person.member_id === member.member_id }}
      onOk={() => person && void navigate(`/members/duplicates?a=${member.member_id}&b=${person.member_id}`)}
      onCancel={onClose}
    >
      <FindPerson label={t("with_whom")} person={person} onPerson={setPerson} />
    </Modal>
  );
}

/** Says that others have become this member, and where that can be undone. */
export function MergedBanner({ memberId }: { memberId: string }) {
  const t = useText(identityTexts);
  const { data } = useApi("GET /v1/members/merges", { query: { member_id: memberId, limit: 20 } });
  const standing = (data?.data ?? []).filter((merge) => merge.undone_at === null);
  const [newest] = standing;
  if (!newest) return null;
  const { loser, merged_at } = newest;
  return (
    <div className="merged-banner" role="note">
      <span>{t("merged_banner", { count: standing.length, loser: loser.name, date: shortDate(merged_at) })}</span>
      <Link to={`/members/duplicates?view=history&member_id=${memberId}`}>{t("see_history")}</Link>
    </div>
  );
}
