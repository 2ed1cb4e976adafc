import { Link } from "react-router";
import { useApi } from "../../../api/query.ts";
import { useText } from "../../../i18n/language.ts";
import { memberRecord } from "../../../i18n/texts/member-record.ts";
import { Tag } from "../../../ui/marks.tsx";

/** What everybody who serves this member should have read: nothing where nothing is pinned. */
export function PinnedNotes({ memberId }: { memberId: string }) {
  const t = useText(memberRecord);
  const { data } = useApi("GET /v1/members/{member_id}/notes", { path: { member_id: memberId } });
  const pinned = (data?.data ?? []).filter((note) => note.pinned);
  if (pinned.length === 0) return null;
  return (
    <section className="card pinned-notes" aria-label={t("pinned_notes")}>
      {pinned.map((note) => (
        <p key={note.note_id}>
          <Tag wash="ga">{t("pinned")}</Tag>{" "}
          <Link to="?tab=notes" replace className="note-words">
            {note.body}
          </Link>
        </p>
      ))}
    </section>
  );
}
