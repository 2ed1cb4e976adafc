import { App, Button, Form } from "antd";
import { lazy, Suspense, useState } from "react";
import { ApiError, type Failure } from "../../../api/client.ts";
import type { TagDetail, TriedTagRule } from "../../../api/contract.ts";
import type { ConditionGroup } from "../../../api/points.ts";
import { useSend } from "../../../api/query.ts";
import { number } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { conditions } from "../../../i18n/texts/conditions.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { tags as texts } from "../../../i18n/texts/tags.ts";
import { Card } from "../../../ui/card.tsx";
import { Skeleton, useAdvice } from "../../../ui/states.tsx";
import { bare } from "../points/conditions/fields.ts";
import { CHANGED, type TagFields, TagFormItems, wireOf } from "./tag-dialog.tsx";
import { useWhyWords } from "./why.tsx";

const ConditionsEditor = lazy(async () => ({
  default: (await import("../points/conditions/editor.tsx")).ConditionsEditor,
}));

const FIRST: ConditionGroup = {
  combinator: "and",
  rules: [{ field: "days_since_active", operator: ">=", value: 30 }],
};

function Tried({ tried }: { tried: TriedTagRule }) {
  const t = useText(texts);
  const whyOf = useWhyWords();
  const figures = { members: number(tried.members), of: number(tried.of) };
  return (
    <div role="status">
      <p className="med">{t(tried.estimated ? "tried_about" : "tried", figures)}</p>
      {tried.examples.length > 0 ? (
        <>
          <p className="s mut">{t("examples")}</p>
          <ul className="hits">
            {tried.examples.map(({ member, why }) => (
              <li key={member.member_id}>
                <span className="med">{member.name}</span>
                <span className="mut">{member.phone_masked ?? "—"}</span>
                <span />
                <p className="s mut">{whyOf(why)}</p>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}

/** Faults of the rule, by pointer from its root. */
function useProblems() {
  const advice = useAdvice();
  const { message } = App.useApp();
  const [problems, setProblems] = useState<ReadonlyMap<string, string>>(new Map());
  const take = (error: Failure) => {
    const faults = error instanceof ApiError ? error.errors.filter(({ pointer }) => pointer.startsWith("/rule")) : [];
    setProblems(new Map(faults.map(({ pointer, detail }) => [pointer.slice("/rule".length), detail])));
    if (faults.length === 0) void message.error(advice(error), 6);
  };
  return { problems, take, clear: () => setProblems(new Map()) };
}

/** An automatic tag that is new, or another rule for one that is there. */
export function RuleEditor({ tag, onClose }: { tag?: TagDetail; onClose: (tag_id?: string) => void }) {
  const t = useText(texts);
  const c = useText(everyday);
  const w = useText(conditions);
  const { message } = App.useApp();
  const [form] = Form.useForm<TagFields>();
  const [rule, setRule] = useState<ConditionGroup>((tag?.rule as ConditionGroup | null | undefined) ?? FIRST);
  const { problems, take, clear } = useProblems();
  const tryOut = useSend("POST /v1/tags/try_out");
  const create = useSend("POST /v1/tags/automatic", CHANGED);
  const change = useSend("PUT /v1/tags/{tag_id}/rule", CHANGED);
  // What the editor holds has the shape of the wire; whether a value suits its field the server says.
  const wire = () => bare(rule) as never;
  const told = {
    onSuccess: (saved: { tag: TagDetail }) => {
      void message.success(t("working"), 5);
      onClose(saved.tag.tag_id);
    },
    onError: take,
  };
  const save = (fields: TagFields) => {
    clear();
    if (!tag) return create.mutate({ body: { ...wireOf(fields), rule: wire() } }, told);
    change.mutate({ path: { tag_id: tag.tag_id }, body: { version: tag.version, rule: wire() } }, told);
  };
  return (
    <Card title={tag ? `${t("edit_rule")} · ${tag.name}` : t("new_automatic")}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: "", group: "", colour: "" }}
        onFinish={save}
      >
        {tag ? null : (
          <div className="tag-part">
            <TagFormItems />
          </div>
        )}
        <div className="tag-part">
          <h3 className="med">{w("title")}</h3>
          <Suspense fallback={<Skeleton />}>
            <ConditionsEditor value={rule} onChange={setRule} of="member" problems={problems} />
          </Suspense>
        </div>
        <div className="tag-part">
          {tryOut.data ? <Tried tried={tryOut.data} /> : null}
          <div className="tag-acts">
            <Button
              loading={tryOut.isPending}
              onClick={() => {
                clear();
                tryOut.mutate({ body: { rule: wire() } }, { onError: take });
              }}
            >
              {t("try_out")}
            </Button>
            <Button type="primary" htmlType="submit" loading={create.isPending || change.isPending}>
              {t(tag ? "save" : "create")}
            </Button>
            <Button onClick={() => onClose()}>{c("cancel")}</Button>
          </div>
        </div>
      </Form>
    </Card>
  );
}
