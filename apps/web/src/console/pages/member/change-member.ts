import { App } from "antd";
import type { Member } from "../../../api/contract.ts";
import { codeOf } from "../../../api/client.ts";
import { queryClient, useSend } from "../../../api/query.ts";
import { useText } from "../../../i18n/language.ts";
import { member as texts } from "../../../i18n/texts/member.ts";
import { useAdvice } from "../../../ui/states.tsx";
import { useUndo } from "../../../ui/undo.tsx";

export interface Change {
  name?: string;
  tags?: string[];
  home_unit_id?: string;
  status?: Member["status"];
  reason?: string;
  sex?: Member["sex"];
  birthday?: string | null;
  fields?: Member["fields"];
}

/** Changes a member under its version, offers the way back, and reads again when somebody else was first. */
export function useChangeMember(member: Member) {
  const t = useText(texts);
  const advice = useAdvice();
  const undoable = useUndo();
  const { message } = App.useApp();
  const send = useSend("PATCH /v1/members/{member_id}", [
    "GET /v1/members/{member_id}",
    "GET /v1/members",
    "GET /v1/members/count",
  ]);
  const path = { member_id: member.member_id };
  const before: Change = {
    name: member.name,
    tags: member.tags.map((tag) => tag.tag_id),
    home_unit_id: member.home_unit_id,
    status: member.status,
    sex: member.sex,
    birthday: member.birthday,
  };

  const change = (changes: Change, { onDone }: { onDone: () => void }) =>
    send.mutate(
      { path, body: { ...changes, version: member.version } },
      {
        onSuccess: (after) => {
          const back: Change = Object.fromEntries(
            Object.keys(changes).flatMap((k) => (k in before ? [[k, before[k as keyof Change]]] : [])),
          );
          if (back.status) back.reason = t("undo_reason");
          const keys = Object.keys(changes.fields ?? {});
          if (keys.length > 0) back.fields = Object.fromEntries(keys.map((key) => [key, member.fields[key] ?? null]));
          undoable(t("saved"), () =>
            send.mutate(
              { path, body: { ...back, version: after.version } },
              { onSuccess: () => void message.success(t("undone")) },
            ),
          );
          onDone();
        },
        onError: (error) => {
          const stale = codeOf(error) === "version_conflict";
          if (stale) void queryClient.invalidateQueries({ queryKey: ["GET /v1/members/{member_id}"] });
          message.error(stale ? t("stale_version") : advice(error), 6);
        },
      },
    );
  return { change, pending: send.isPending };
}
