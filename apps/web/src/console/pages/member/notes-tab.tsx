import { App, Button } from "antd";
import { useState } from "react";
import type { Note } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { memberRecord } from "../../../i18n/texts/member-record.ts";
import { Sep } from "../../../ui/card.tsx";
import { Tag } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { useRefusal } from "../refusal.ts";
import { NoteDialog } from "./note-dialog.tsx";
import { useWalk } from "./use-walk.ts";

/** What a note said before it was reworded. */
function History({ memberId, note }: { memberId: string; note: Note }) {
  const t = useText(memberRecord);
  const path = { member_id: memberId, note_id: note.note_id };
  const history = useApi("GET /v1/members/{member_id}/notes/{note_id}/history", { path });
  return (
    <QueryView query={history}>
      {({ data }) => (
        <ol className="note-history" aria-label={t("note_history")}>
          {data.map((words) => (
            <li key={words.version}>
              <p className="s mut">
                {stamp(words.written_at)} {words.by}
              </p>
              <p className="note-words">{words.body}</p>
            </li>
          ))}
        </ol>
      )}
    </QueryView>
  );
}

function useNoteActs(memberId: string, note: Note) {
  const t = useText(memberRecord);
  const c = useText(everyday);
  const refuse = useRefusal();
  const { message, modal } = App.useApp();
  const refreshes = ["GET /v1/members/{member_id}/notes", "GET /v1/members/{member_id}/timeline"] as const;
  const change = useSend("PATCH /v1/members/{member_id}/notes/{note_id}", [...refreshes]);
  const drop = useSend("DELETE /v1/members/{member_id}/notes/{note_id}", [...refreshes]);
  const path = { member_id: memberId, note_id: note.note_id };
  return {
    pin: () => change.mutate({ path, body: { version: note.version, pinned: !note.pinned } }, { onError: refuse }),
    remove: () =>
      void modal.confirm({
        title: t("note_remove_title"),
        content: t("note_remove_why"),
        okText: t("remove"),
        cancelText: c("cancel"),
        onOk: () =>
          drop.mutate({ path }, { onSuccess: () => void message.success(t("note_removed")), onError: refuse }),
      }),
  };
}

function Line({ memberId, note, current }: { memberId: string; note: Note; current: boolean }) {
  const t = useText(memberRecord);
  const may = useMay();
  const { pin, remove } = useNoteActs(memberId, note);
  const [open, setOpen] = useState<"edit" | "history">();
  return (
    <li className={current ? "cur" : ""} data-key={note.note_id} aria-current={current || undefined}>
      <p className="s mut">
        {note.pinned ? <Tag wash="ga">{t("pinned")}</Tag> : null} {stamp(note.created_at)} {note.by}
        {note.unit_name ? (
          <>
            <Sep />
            {t("only_for", { unit: note.unit_name })}
          </>
        ) : null}
        {note.edited_at ? (
          <>
            <Sep />
            <button
              type="button"
              className="link"
              aria-expanded={open === "history"}
              onClick={() => setOpen(open === "history" ? undefined : "history")}
            >
              {t("edited_by", { time: stamp(note.edited_at), name: note.edited_by ?? "—" })}
            </button>
          </>
        ) : null}
      </p>
      <p className="note-words">{note.body}</p>
      {open === "history" ? <History memberId={memberId} note={note} /> : null}
      {may("members:write") ? (
        <div className="acts">
          <Button size="small" type="text" onClick={() => setOpen("edit")}>
            {t("note_edit")}
          </Button>
          <Button size="small" type="text" onClick={pin}>
            {t(note.pinned ? "unpin" : "pin")}
          </Button>
          <Button size="small" type="text" onClick={remove}>
            {t("remove")}
          </Button>
        </div>
      ) : null}
      {open === "edit" ? <NoteDialog memberId={memberId} note={note} onClose={() => setOpen(undefined)} /> : null}
    </li>
  );
}

export function NotesTab({ memberId, onAdd }: { memberId: string; onAdd: () => void }) {
  const t = useText(memberRecord);
  const may = useMay();
  const notes = useApi("GET /v1/members/{member_id}/notes", { path: { member_id: memberId } });
  const current = useWalk(
    (notes.data?.data ?? []).map((note) => note.note_id),
    () => undefined,
  );
  const add = may("members:write") ? (
    <Button onClick={onAdd}>
      {t("note_add")}
      <kbd>N</kbd>
    </Button>
  ) : null;
  return (
    <QueryView query={notes}>
      {({ data }) =>
        data.length === 0 ? (
          <EmptyState title={t("notes_none")} reason={t("notes_none_why")} action={add} />
        ) : (
          <ol className="notes" aria-label={t("notes")}>
            {data.map((note) => (
              <Line key={note.note_id} memberId={memberId} note={note} current={current === note.note_id} />
            ))}
          </ol>
        )
      }
    </QueryView>
  );
}
