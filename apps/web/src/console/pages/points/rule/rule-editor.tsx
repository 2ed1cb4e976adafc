import { Alert, App, Button, Form, Popconfirm } from "antd";
import { useEffect, useState } from "react";
import type { EarningRule } from "../../../../api/points.ts";
import { queryClient } from "../../../../api/query.ts";
import { requestIdOf } from "../../../../api/client.ts";
import { useText } from "../../../../i18n/language.ts";
import { rule as texts } from "../../../../i18n/texts/points-rule.ts";
import { useKeys } from "../../../../ui/keys.ts";
import { RequestId, useAdvice } from "../../../../ui/states.tsx";
import { useUnsaved } from "../../../../ui/unsaved.tsx";
import { type DraftFields, draftOf, fieldsOf, newFields } from "./draft.ts";
import { PublishCard } from "./publish-card.tsx";
import { RuleFields } from "./rule-form.tsx";
import { draftIn, useDraft } from "./use-draft.ts";
import { VersionsCard } from "./versions-card.tsx";

function Refusals({ draft }: { draft: ReturnType<typeof useDraft> }) {
  const t = useText(texts);
  const advice = useAdvice();
  const { failure, problems, conflict } = draft;
  if (!failure) return null;
  const beside = problems.conditions.size > 0 && problems.rest.length === 0;
  return (
    <Alert
      type="error"
      role="alert"
      title={conflict ? conflict.detail : beside ? t("refused") : advice(failure)}
      description={
        <>
          {problems.rest.map((text) => (
            <p key={text}>{text}</p>
          ))}
          <RequestId id={requestIdOf(failure)} />
        </>
      }
      action={
        conflict ? (
          <Button size="small" onClick={() => void queryClient.invalidateQueries()}>
            {t("reload")}
          </Button>
        ) : null
      }
    />
  );
}

/** What would be sent: the condition editor's own ids are no change. */
const said = (fields: DraftFields) => JSON.stringify(draftOf({ ...newFields(), ...fields }));

/** One draft from its first line to its publication. */
export function RuleEditor({ rule, onSaved }: { rule: EarningRule | undefined; onSaved: (saved: boolean) => void }) {
  const t = useText(texts);
  const { message } = App.useApp();
  const [form] = Form.useForm<DraftFields>();
  const version = rule && draftIn(rule);
  const [changed, setChanged] = useState(false);
  const { let_go } = useUnsaved(changed);
  const draft = useDraft(form, rule, let_go);
  useEffect(() => onSaved(!changed), [changed, onSaved]);
  const save = async () => {
    await draft.save();
  };
  useKeys({ "mod+s": () => void save() });
  const initial = rule && version ? fieldsOf(rule.name, version) : newFields();
  const next = version?.version ?? 1;
  return (
    <Form<DraftFields>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={initial}
      scrollToFirstError={{ block: "center" }}
      onValuesChange={(_, all) => setChanged(said(all) !== said(initial))}
      onFinish={() => void save()}
      onFinishFailed={() => void message.error(t("refused"))}
    >
      <div className="row rule">
        <div className="stack">
          <Refusals draft={draft} />
          <RuleFields problems={draft.problems.conditions} />
          <div className="rule__acts">
            <Button htmlType="submit" loading={draft.busy}>
              {t("save")}
            </Button>
            {rule && version ? (
              <Popconfirm title={t("delete_sure", { version: next })} onConfirm={() => draft.remove()}>
                <Button className="quiet-danger">{t("delete_draft")}</Button>
              </Popconfirm>
            ) : null}
            {changed ? <span className="s warn">{t("unsaved")}</span> : null}
          </div>
        </div>
        <div className="stack">
          <PublishCard version={next} busy={draft.busy} onPublish={(at) => void draft.publish(at)} />
          {rule ? <VersionsCard rule={rule} /> : null}
        </div>
      </div>
    </Form>
  );
}
