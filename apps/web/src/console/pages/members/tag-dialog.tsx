import { App, Modal, Select } from "antd";
import { useState } from "react";
import { api, type Failure } from "../../../api/client.ts";
import { queryClient, useApi } from "../../../api/query.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { members } from "../../../i18n/texts/members.ts";
import { useAdvice } from "../../../ui/states.tsx";

/** Adds one tag to a page's worth of members, each under its own version, so nobody's other edit is overwritten. */
async function addTag(memberId: string, tagId: string): Promise<void> {
  const path = { member_id: memberId };
  const member = await api.call("GET /v1/members/{member_id}", { path });
  const held = member.tags.map((tag) => tag.tag_id);
  if (held.includes(tagId)) return;
  await api.call("PATCH /v1/members/{member_id}", { path, body: { version: member.version, tags: [...held, tagId] } });
}

export function TagDialog({
  memberIds,
  onClose,
  onDone,
}: {
  memberIds: string[];
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useText(members);
  const c = useText(everyday);
  const advice = useAdvice();
  const { message } = App.useApp();
  const tags = useApi("GET /v1/tags", {}).data?.data ?? [];
  const [tagId, setTagId] = useState<string>();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    if (!tagId) return;
    setBusy(true);
    const failures: Failure[] = [];
    for (const id of memberIds) await addTag(id, tagId).catch((error: Failure) => failures.push(error));
    await queryClient.invalidateQueries({ queryKey: ["GET /v1/members"] });
    const ok = memberIds.length - failures.length;
    const first = failures[0];
    if (first) message.warning(t("tagged_failed", { ok, failed: failures.length, why: advice(first) }), 8);
    else message.success(t("tagged", { ok, tag: tags.find((tag) => tag.tag_id === tagId)?.name ?? "" }));
    onClose();
    onDone();
  };
  return (
    <Modal
      open
      width={400}
      title={t("add_tag_to", { count: memberIds.length })}
      okText={t("add_tag")}
      cancelText={c("cancel")}
      okButtonProps={{ disabled: !tagId, loading: busy }}
      onOk={() => void save()}
      onCancel={onClose}
    >
      <Select
        autoFocus
        showSearch={{ optionFilterProp: "label" }}
        style={{ width: "100%" }}
        aria-label={t("filter_tag")}
        placeholder={t("filter_tag")}
        options={tags.map((tag) => ({ value: tag.tag_id, label: tag.name }))}
        onChange={setTagId}
      />
    </Modal>
  );
}
