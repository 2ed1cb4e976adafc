import { App, Button } from "antd";
import { useState } from "react";
import type { TagDetail } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { tags as texts } from "../../../i18n/texts/tags.ts";
import { Card } from "../../../ui/card.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState, useAdvice } from "../../../ui/states.tsx";
import { ConditionTree } from "../points/conditions/tree.tsx";
import { Hits } from "./hits.tsx";
import { CHANGED, TagDialog } from "./tag-dialog.tsx";

function Archive({ tag }: { tag: TagDetail }) {
  const t = useText(texts);
  const c = useText(everyday);
  const advice = useAdvice();
  const { message, modal } = App.useApp();
  const send = useSend("PATCH /v1/tags/{tag_id}", CHANGED);
  const put = (archived: boolean) =>
    send.mutate(
      { path: { tag_id: tag.tag_id }, body: { version: tag.version, archived } },
      {
        onSuccess: () => void message.success(t("saved")),
        onError: (error) => void message.error(advice(error), 6),
      },
    );
  const ask = () =>
    modal.confirm({
      title: t("archive_title", { name: tag.name }),
      content: t("archive_why"),
      okText: t("archive"),
      cancelText: c("cancel"),
      onOk: () => put(true),
    });
  return (
    <Button loading={send.isPending} onClick={() => (tag.archived_at ? put(false) : ask())}>
      {t(tag.archived_at ? "restore" : "archive")}
    </Button>
  );
}

function TagHits({ tag }: { tag: TagDetail }) {
  const t = useText(texts);
  const path = { tag_id: tag.tag_id };
  const query = useApi("GET /v1/tags/{tag_id}/hits", { path, query: { limit: 20 } }, { refreshSeconds: 20 });
  return (
    <div className="tag-part">
      <h3 className="med">{t("hits")}</h3>
      <QueryView query={query}>
        {({ data }) =>
          data.length === 0 ? <EmptyState compact title={t("hits_none")} /> : <Hits hits={data} about="tag" />
        }
      </QueryView>
    </div>
  );
}

/** One tag: what it goes by, what can be done with it, who got and lost it. */
export function TagPanel({ tag, onEditRule }: { tag: TagDetail; onEditRule: () => void }) {
  const t = useText(texts);
  const may = useMay();
  const [editing, setEditing] = useState(false);
  const note = tag.rule ? `${t("automatic")} · ${t("rule_version", { version: tag.rule_version })}` : t("manual");
  return (
    <Card title={tag.name} note={note}>
      <div className="tag-part">
        {tag.rule ? <ConditionTree group={tag.rule} /> : <p className="mut">{t("by_hand")}</p>}
        {may("members:configure") ? (
          <div className="tag-acts">
            {tag.rule && !tag.archived_at ? <Button onClick={onEditRule}>{t("edit_rule")}</Button> : null}
            <Button onClick={() => setEditing(true)}>{t("edit")}</Button>
            <Archive tag={tag} />
          </div>
        ) : null}
      </div>
      <TagHits tag={tag} />
      {editing ? <TagDialog tag={tag} onClose={() => setEditing(false)} /> : null}
    </Card>
  );
}
