import { App, type FormInstance } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { ApiError, type Failure } from "../../../../api/client.ts";
import type { EarningRule, RuleVersion } from "../../../../api/points.ts";
import { useSend } from "../../../../api/query.ts";
import { useText } from "../../../../i18n/language.ts";
import { rule as texts } from "../../../../i18n/texts/points-rule.ts";
import { type DraftFields, draftOf } from "./draft.ts";
import { NO_PROBLEMS, showProblems } from "./problems.ts";

const REFRESHES = ["GET /v1/points/rules", "GET /v1/points/rules/{rule_id}", "GET /v1/points/rules/conflicts"] as const;

/** Saving, publishing and deleting a draft; every refusal lands beside its field. */
export function useDraft(form: FormInstance<DraftFields>, rule: EarningRule | undefined, letGo: () => void) {
  const t = useText(texts);
  const { message } = App.useApp();
  const navigate = useNavigate();
  const create = useSend("POST /v1/points/rules", [...REFRESHES]);
  const change = useSend("PUT /v1/points/rules/{rule_id}/draft", [...REFRESHES]);
  const publish = useSend("POST /v1/points/rules/{rule_id}/publish", [...REFRESHES]);
  const remove = useSend("DELETE /v1/points/rules/{rule_id}/draft", [...REFRESHES]);
  const [problems, setProblems] = useState(NO_PROBLEMS);
  const [failure, setFailure] = useState<Failure>();

  const refuse = (error: Failure) => {
    setFailure(error);
    setProblems(showProblems(form, error));
  };
  const save = async (): Promise<EarningRule | undefined> => {
    const fields = await form.validateFields().catch(() => undefined);
    if (!fields) return undefined;
    setFailure(undefined);
    setProblems(NO_PROBLEMS);
    const body = draftOf(fields);
    const edit_no = (rule && draftIn(rule)?.edit_no) ?? 0;
    try {
      if (!rule) return await create.mutateAsync({ body, idempotency_key: crypto.randomUUID() });
      return await change.mutateAsync({ path: { rule_id: rule.rule_id }, body: { ...body, edit_no } });
    } catch (error) {
      refuse(error as Failure);
      return undefined;
    }
  };
  return {
    problems,
    failure,
    conflict: failure instanceof ApiError && failure.status === 409 ? failure : undefined,
    busy: create.isPending || change.isPending || publish.isPending,
    save: async () => {
      const saved = await save();
      if (!saved) return;
      letGo();
      void message.success(t("saved"));
      if (!rule) void navigate(`/points/rules/${saved.rule_id}`, { replace: true });
    },
    publish: async (valid_from: string | undefined) => {
      const saved = await save();
      const version = saved && draftIn(saved);
      if (!saved || !version) return;
      letGo();
      try {
        await publish.mutateAsync({
          path: { rule_id: saved.rule_id },
          body: { version: version.version, ...(valid_from ? { valid_from } : {}) },
        });
        void message.success(t("published", { version: version.version }));
      } catch (error) {
        refuse(error as Failure);
      }
      void navigate(`/points/rules/${saved.rule_id}`, { replace: true });
    },
    remove: async () => {
      if (!rule) return;
      await remove.mutateAsync({ path: { rule_id: rule.rule_id } });
      letGo();
      void message.success(t("deleted"));
      if (rule.versions.length === 1) void navigate("/points/rules");
    },
  };
}

/** A rule has one draft at most. */
export const draftIn = (rule: EarningRule): RuleVersion | undefined => rule.versions.find((v) => v.status === "draft");
