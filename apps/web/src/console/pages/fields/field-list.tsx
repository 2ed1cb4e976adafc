import { App, Button } from "antd";
import { type DragEvent, useState } from "react";
import { api, type Failure } from "../../../api/client.ts";
import type { MemberField } from "../../../api/contract.ts";
import { queryClient, useSend } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { fieldTexts } from "../../../i18n/texts/fields.ts";
import { Icon } from "../../../ui/icon.tsx";
import { Tag } from "../../../ui/marks.tsx";
import { useUndo } from "../../../ui/undo.tsx";
import { useRefusal } from "../refusal.ts";

const LIST = "GET /v1/member_fields";
const idsOf = (fields: readonly MemberField[]) => fields.map(({ field_id }) => field_id);

function moved(ids: readonly string[], from: number, to: number): string[] {
  const next = ids.toSpliced(from, 1);
  return next.toSpliced(to, 0, ...ids.slice(from, from + 1));
}

/** A new order is shown at once and can be taken back. */
function useOrder(fields: readonly MemberField[]) {
  const t = useText(fieldTexts);
  const refuse = useRefusal();
  const undoable = useUndo();
  const send = useSend("PUT /v1/member_fields/order", [LIST]);
  const [waiting, setWaiting] = useState<string[]>();
  const ids = idsOf(fields);
  const shown = send.isPending && waiting ? waiting : ids;
  const put = (field_ids: string[], onDone: () => void) => {
    setWaiting(field_ids);
    send.mutate({ body: { field_ids } }, { onSuccess: onDone, onError: refuse });
  };
  const move = (from: number, to: number) => {
    if (to < 0 || to >= ids.length || from === to || send.isPending) return;
    put(moved(ids, from, to), () => undoable(t("moved"), () => put(ids, () => undefined)));
  };
  const rows = shown.flatMap((id) => fields.find(({ field_id }) => field_id === id) ?? []);
  return { rows, move };
}

export function FieldList({ fields, onEdit }: { fields: MemberField[]; onEdit: (field: MemberField) => void }) {
  const may = useMay()("members:configure");
  const { rows, move } = useOrder(fields);
  const [dragged, setDragged] = useState<number>();
  const [over, setOver] = useState<number>();
  const end = () => {
    setDragged(undefined);
    setOver(undefined);
  };
  const dragging = (index: number) => ({
    draggable: true,
    onDragStart: (event: DragEvent) => {
      event.dataTransfer.effectAllowed = "move";
      setDragged(index);
    },
    onDragOver: (event: DragEvent) => {
      if (dragged === undefined) return;
      event.preventDefault();
      setOver(index);
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      if (dragged !== undefined) move(dragged, index);
      end();
    },
    onDragEnd: end,
  });
  return (
    <ol className="fields-list">
      {rows.map((field, index) => (
        <li
          key={field.field_id}
          className={`${index === dragged ? "dragged" : ""} ${index === over && index !== dragged ? "over" : ""}`}
          {...(may ? dragging(index) : {})}
        >
          <FieldRow
            field={field}
            onEdit={() => onEdit(field)}
            onUp={index > 0 ? () => move(index, index - 1) : undefined}
            onDown={index < rows.length - 1 ? () => move(index, index + 1) : undefined}
          />
        </li>
      ))}
    </ol>
  );
}

interface RowProps {
  field: MemberField;
  onEdit: () => void;
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
}

function FieldRow({ field, onEdit, onUp, onDown }: RowProps) {
  const t = useText(fieldTexts);
  const may = useMay()("members:configure");
  const { label, key, type } = field;
  return (
    <>
      {may ? (
        <span className="fields-grip" title={t("drag", { label })}>
          <Icon name="menu" />
        </span>
      ) : null}
      <span className="fields-name">
        <strong>{label}</strong>
        <code className="s mut">{key}</code>
      </span>
      <span className="fields-type mut">{t(type)}</span>
      <span className="fields-tags">
        {field.required_on.map((form) => (
          <Tag key={form} wash="az">
            {t("required_at", { where: t(form) })}
          </Tag>
        ))}
        {field.editable_by_member ? <Tag>{t("edited_tag")}</Tag> : null}
        {field.shown_to_member && !field.editable_by_member ? <Tag>{t("shown_tag")}</Tag> : null}
        {field.is_sensitive ? <Tag wash="ga">{t("sensitive_tag")}</Tag> : null}
      </span>
      {may ? (
        <span className="fields-acts">
          <button type="button" className="tool" aria-label={t("up", { label })} disabled={!onUp} onClick={onUp}>
            <Icon name="up" />
          </button>
          <button type="button" className="tool" aria-label={t("down", { label })} disabled={!onDown} onClick={onDown}>
            <Icon name="down" />
          </button>
          <Button size="small" onClick={onEdit}>
            {t("change")}
          </Button>
          <ArchiveButton field={field} />
        </span>
      ) : null}
    </>
  );
}

function ArchiveButton({ field }: { field: MemberField }) {
  const t = useText(fieldTexts);
  const c = useText(everyday);
  const refuse = useRefusal();
  const { message, modal } = App.useApp();
  const { field_id, label } = field;
  const archive = useSend("POST /v1/member_fields/{field_id}/archive", [LIST, "GET /v1/profile_completeness"]);
  const ask = async () => {
    const path = { field_id };
    const use = await queryClient
      .fetchQuery({
        queryKey: ["GET /v1/member_fields/{field_id}", { path }],
        queryFn: () => api.call("GET /v1/member_fields/{field_id}", { path }),
        staleTime: 0,
      })
      .catch((error: Failure) => refuse(error));
    if (!use) return;
    void modal.confirm({
      title: t("archive_title", { label }),
      content: t("archive_why", { count: use.members }),
      okText: t("archive"),
      cancelText: c("cancel"),
      onOk: () =>
        archive
          .mutateAsync({ path })
          .then(() => void message.success(t("archived_done")))
          .catch((error: Failure) => refuse(error)),
    });
  };
  return (
    <Button size="small" onClick={() => void ask()}>
      {t("archive")}
    </Button>
  );
}
