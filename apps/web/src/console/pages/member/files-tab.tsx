import { App, Button } from "antd";
import { type DragEvent, useRef, useState } from "react";
import type { Failure } from "../../../api/client.ts";
import type { MemberFile } from "../../../api/contract.ts";
import { queryClient, useApi, useSend } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { uploadMemberFile } from "../../../api/upload.ts";
import { number, stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { memberRecord } from "../../../i18n/texts/member-record.ts";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { Meter } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState, useAdvice } from "../../../ui/states.tsx";
import { useRefusal } from "../refusal.ts";
import { useWalk } from "./use-walk.ts";

const ACCEPT = ".pdf,.png,.jpg,.jpeg,.webp";
const LIMIT_BYTES = 10 * 1024 * 1024;

const contentOf = (memberId: string, file: MemberFile) =>
  `/v1/members/${memberId}/files/${file.member_file_id}/content`;

async function refresh(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: ["GET /v1/members/{member_id}/files"] });
  await queryClient.invalidateQueries({ queryKey: ["GET /v1/members/{member_id}/timeline"] });
}

function useUpload(memberId: string) {
  const t = useText(memberRecord);
  const advice = useAdvice();
  const { message } = App.useApp();
  const [share, setShare] = useState<number>();
  const queue = useRef(Promise.resolve());
  const sendAll = async (files: readonly File[]) => {
    for (const file of files) {
      if (file.size > LIMIT_BYTES) {
        void message.error(t("file_too_large", { name: file.name }), 6);
        continue;
      }
      setShare(0);
      try {
        await uploadMemberFile(memberId, file, setShare);
        await refresh();
        void message.success(t("file_added", { name: file.name }));
      } catch (error) {
        // Whatever the call rejects with.
        void message.error(advice(error as Failure), 6);
      }
    }
    setShare(undefined);
  };
  // One after the other; copied, for the list is the field's own and empties with it.
  const send = (files: FileList | null) => {
    const chosen = [...(files ?? [])];
    queue.current = queue.current.then(() => sendAll(chosen));
  };
  return { share, send };
}

function Drop({ share, onFiles }: { share: number | undefined; onFiles: (files: FileList | null) => void }) {
  const t = useText(memberRecord);
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const onDrag = (event: DragEvent) => {
    event.preventDefault();
    setOver(event.type === "dragover");
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFiles(event.dataTransfer.files);
  };
  return (
    <section
      className={`file-drop ${over ? "over" : ""}`}
      aria-label={t("file_drop")}
      onDragOver={onDrag}
      onDragLeave={onDrag}
      onDrop={onDrop}
    >
      <Button loading={share !== undefined} onClick={() => input.current?.click()}>
        {t("file_choose")}
      </Button>
      <span className="s mut">{t("file_rules")}</span>
      {share === undefined ? null : <Meter share={share} />}
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={ACCEPT}
        aria-label={t("file_choose")}
        onChange={(event) => {
          onFiles(event.target.files);
          event.target.value = "";
        }}
      />
    </section>
  );
}

function useColumns(memberId: string): Column<MemberFile>[] {
  const t = useText(memberRecord);
  const c = useText(everyday);
  const may = useMay()("members:write");
  const refuse = useRefusal();
  const { message, modal } = App.useApp();
  const drop = useSend("DELETE /v1/members/{member_id}/files/{member_file_id}", [
    "GET /v1/members/{member_id}/files",
    "GET /v1/members/{member_id}/timeline",
  ]);
  const remove = ({ member_file_id, name }: MemberFile) =>
    void modal.confirm({
      title: t("file_remove_title", { name }),
      content: t("file_remove_why"),
      okText: t("remove"),
      cancelText: c("cancel"),
      onOk: () =>
        drop.mutate(
          { path: { member_id: memberId, member_file_id } },
          { onSuccess: () => void message.success(t("file_removed")), onError: refuse },
        ),
    });
  return [
    {
      key: "name",
      head: t("file_name"),
      tone: "wrap",
      cell: (file) => (
        <a href={contentOf(memberId, file)} download>
          {file.name}
        </a>
      ),
    },
    { key: "type", head: t("file_type"), width: 72, tone: "mut", cell: (file) => t(TYPES[file.media_type]) },
    {
      key: "size",
      head: t("file_size"),
      width: 96,
      numeric: true,
      cell: (file) => `${number(Math.max(1, Math.round(file.size_bytes / 1024)))} KB`,
    },
    { key: "by", head: t("by"), width: 112, tone: "mut", cell: (file) => file.by ?? "—" },
    { key: "at", head: t("file_at"), width: 136, cell: (file) => stamp(file.created_at) },
    ...(may
      ? [
          {
            key: "act",
            head: "",
            width: 112,
            cell: (file: MemberFile) => (
              <Button size="small" type="text" onClick={() => remove(file)}>
                {t("remove")}
              </Button>
            ),
          },
        ]
      : []),
  ];
}

const TYPES = {
  "application/pdf": "type_pdf",
  "image/png": "type_png",
  "image/jpeg": "type_jpeg",
  "image/webp": "type_webp",
} as const satisfies Record<MemberFile["media_type"], string>;

export function FilesTab({ memberId }: { memberId: string }) {
  const t = useText(memberRecord);
  const may = useMay();
  const { share, send } = useUpload(memberId);
  const files = useApi("GET /v1/members/{member_id}/files", { path: { member_id: memberId } });
  const columns = useColumns(memberId);
  const rows = files.data?.data ?? [];
  const current = useWalk(
    rows.map((file) => file.member_file_id),
    (id) => {
      const file = rows.find((one) => one.member_file_id === id);
      if (file) window.location.assign(contentOf(memberId, file));
    },
  );
  return (
    <>
      {may("members:write") ? <Drop share={share} onFiles={send} /> : null}
      <QueryView query={files}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState title={t("files_none")} reason={t("files_none_why")} />
          ) : (
            <LedgerTable
              label={t("files")}
              columns={columns}
              rows={data}
              rowKey={(file) => file.member_file_id}
              current={current}
            />
          )
        }
      </QueryView>
    </>
  );
}
