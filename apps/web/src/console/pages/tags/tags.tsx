import { Button, Checkbox } from "antd";
import { useState } from "react";
import { useSearchParams } from "react-router";
import type { TagDetail } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { number } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { tags as texts } from "../../../i18n/texts/tags.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { Tabs } from "../../../ui/seg.tsx";
import { EmptyState } from "../../../ui/states.tsx";
import { MemberTag } from "./member-tag.tsx";
import { RuleEditor } from "./rule-editor.tsx";
import { Stages } from "./stages.tsx";
import { TagDialog } from "./tag-dialog.tsx";
import { TagPanel } from "./tag-panel.tsx";
import "./tags.css";

const VIEWS = ["tags", "stages"] as const;

function List({
  tags,
  current,
  onPick,
}: {
  tags: TagDetail[];
  current: string | undefined;
  onPick: (tag: TagDetail) => void;
}) {
  const t = useText(texts);
  const counts = useApi("GET /v1/tags/counts", {}, { refreshSeconds: 20 }).data?.data;
  const count = (tag_id: string) => counts?.find((row) => row.tag_id === tag_id)?.members ?? 0;
  const groups = Map.groupBy(tags, (tag) => (tag.archived_at ? t("archived") : tag.group || t("no_group")));
  return [...groups].map(([group, rows]) => (
    <section key={group} aria-label={group}>
      <h3>{group}</h3>
      {rows.map((tag) => (
        <button
          type="button"
          className="tag-row"
          key={tag.tag_id}
          aria-pressed={tag.tag_id === current}
          onClick={() => onPick(tag)}
        >
          <MemberTag tag={tag} />
          <span className="s mut nw">{counts ? t("members", { count: number(count(tag.tag_id)) }) : "…"}</span>
        </button>
      ))}
    </section>
  ));
}

type Doing = "new_tag" | "new_automatic" | "rule" | undefined;

function TagView() {
  const t = useText(texts);
  const may = useMay();
  const [params, setParams] = useSearchParams();
  const [doing, setDoing] = useState<Doing>();
  const [archived, setArchived] = useState(false);
  const query = useApi("GET /v1/tags", { query: { archived: archived ? "true" : undefined } });
  const close = (tag_id?: string) => {
    setDoing(undefined);
    if (tag_id) setParams({ tag: tag_id }, { replace: true });
  };
  return (
    <QueryView query={query}>
      {({ data }) => {
        const tag = data.find((one) => one.tag_id === params.get("tag")) ?? data[0];
        return (
          <div className="row tags-cols">
            <Card
              title={t("list")}
              className="tag-list"
              tools={
                may("members:write") ? (
                  <Button size="small" onClick={() => setDoing("new_tag")}>
                    {t("new_tag")}
                  </Button>
                ) : null
              }
            >
              {data.length === 0 ? (
                <EmptyState
                  title={t("none")}
                  reason={t("none_why")}
                  action={
                    may("members:write") ? (
                      <Button onClick={() => setDoing("new_tag")}>{t("new_tag")}</Button>
                    ) : undefined
                  }
                />
              ) : (
                <List
                  tags={data}
                  current={tag?.tag_id}
                  onPick={(one) => {
                    setDoing(undefined);
                    setParams({ tag: one.tag_id }, { replace: true });
                  }}
                />
              )}
              <div className="tag-foot">
                <Checkbox checked={archived} onChange={(e) => setArchived(e.target.checked)}>
                  {t("show_archived")}
                </Checkbox>
                {may("members:configure") ? (
                  <div className="tag-acts">
                    <Button onClick={() => setDoing("new_automatic")}>{t("new_automatic")}</Button>
                  </div>
                ) : null}
              </div>
            </Card>
            <div className="stack">
              {doing === "new_automatic" ? <RuleEditor key="new" onClose={close} /> : null}
              {doing === "rule" && tag ? <RuleEditor key={tag.tag_id} tag={tag} onClose={close} /> : null}
              {tag && doing !== "new_automatic" && doing !== "rule" ? (
                <TagPanel key={tag.tag_id} tag={tag} onEditRule={() => setDoing("rule")} />
              ) : null}
            </div>
            {doing === "new_tag" ? <TagDialog onClose={close} /> : null}
          </div>
        );
      }}
    </QueryView>
  );
}

export function Tags() {
  const t = useText(texts);
  const [params, setParams] = useSearchParams();
  const view = VIEWS.find((one) => one === params.get("view")) ?? "tags";
  return (
    <>
      <PageHead title={t("title")} note={t("note")} />
      <Tabs
        label={t("views")}
        value={view}
        onChange={(next) => setParams(next === "tags" ? {} : { view: next })}
        choices={VIEWS.map((value) => ({ value, label: t(value) }))}
      />
      {view === "tags" ? <TagView /> : <Stages />}
    </>
  );
}
