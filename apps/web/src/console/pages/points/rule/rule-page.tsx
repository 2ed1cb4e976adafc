import { App, Button, Popconfirm } from "antd";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { Link, useNavigate, useParams, useSearchParams } from "react-router";
import { ApiError, type Failure } from "../../../../api/client.ts";
import type { EarningRule } from "../../../../api/points.ts";
import { useApi, useSend } from "../../../../api/query.ts";
import { useMay } from "../../../../api/session.ts";
import { useText } from "../../../../i18n/language.ts";
import { rule as texts } from "../../../../i18n/texts/points-rule.ts";
import { rules as board } from "../../../../i18n/texts/points-rules.ts";
import { PageHead } from "../../../../ui/card.tsx";
import { Icon } from "../../../../ui/icon.tsx";
import { StateMark } from "../../../../ui/marks.tsx";
import { QueryView } from "../../../../ui/query-view.tsx";
import { EmptyState, useAdvice } from "../../../../ui/states.tsx";
import { MARKS, type RuleRow, useRuleWords } from "../rules/rule-words.ts";
import { fieldsOf, draftOf } from "./draft.ts";
import { RuleEditor } from "./rule-editor.tsx";
import { RuleView } from "./rule-view.tsx";
import { draftIn } from "./use-draft.ts";
import "./rule.css";

const TryOut = lazy(async () => ({ default: (await import("../try-out/try-out.tsx")).TryOut }));

const REFRESHES = ["GET /v1/points/rules", "GET /v1/points/rules/{rule_id}", "GET /v1/points/rules/conflicts"] as const;

function Crumb() {
  const t = useText(texts);
  return (
    <Link className="crumb" to="/points/rules">
      <Icon name="left" />
      {t("back")}
    </Link>
  );
}

/** Begins the next version from what counts now, and ends a rule. */
function Changes({ rule }: { rule: EarningRule }) {
  const t = useText(texts);
  const advice = useAdvice();
  const { message } = App.useApp();
  const change = useSend("PUT /v1/points/rules/{rule_id}/draft", [...REFRESHES]);
  const retire = useSend("POST /v1/points/rules/{rule_id}/retire", [...REFRESHES]);
  const path = { rule_id: rule.rule_id };
  const onError = (error: Failure) => void message.error(advice(error));
  const begin = () => {
    const { valid_from: _, ...copy } = draftOf(fieldsOf(rule.name, rule.current));
    change.mutate({ path, body: { ...copy, edit_no: 0 } }, { onError });
  };
  return (
    <>
      {rule.status === "retired" ? null : (
        <Popconfirm
          title={t("retire_sure")}
          okText={t("retire")}
          onConfirm={() => retire.mutateAsync({ path }).then(() => void message.success(t("retired")), onError)}
        >
          <Button className="quiet-danger" loading={retire.isPending}>
            {t("retire")}
          </Button>
        </Popconfirm>
      )}
      <Button type="primary" loading={change.isPending} onClick={begin}>
        {t("new_version")}
      </Button>
    </>
  );
}

function useTrying() {
  const [params, setParams] = useSearchParams();
  return {
    trying: params.get("dock") === "try",
    setTrying: (on: boolean) => setParams(on ? { dock: "try" } : {}, { replace: true }),
  };
}

function Page({ rule, children }: { rule: EarningRule | undefined; children?: ReactNode }) {
  const t = useText(texts);
  const b = useText(board);
  const may = useMay();
  const words = useRuleWords();
  const [saved, setSaved] = useState(true);
  const { trying, setTrying } = useTrying();
  const draft = rule && draftIn(rule);
  const editing = may("rules:write") && (!rule || draft !== undefined);
  const row: RuleRow | undefined = rule && { rule, version: editing && draft ? draft : rule.current };
  return (
    <>
      <PageHead
        crumb={<Crumb />}
        title={row ? words.name(row) : t("new_rule")}
        note={
          row ? (
            <>
              <StateMark mark={MARKS[row.version.status]}>{b(row.version.status)}</StateMark> v{row.version.version}
            </>
          ) : null
        }
      >
        {row ? (
          <Button onClick={() => setTrying(!trying)} disabled={!saved} title={saved ? undefined : t("save_first")}>
            {t("try_out")}
          </Button>
        ) : null}
        {rule && !draft && may("rules:write") ? <Changes rule={rule} /> : null}
      </PageHead>
      {editing ? (
        <RuleEditor key={`${rule?.rule_id}${draft?.version}${draft?.edit_no}`} rule={rule} onSaved={setSaved} />
      ) : rule ? (
        <RuleView rule={rule} />
      ) : null}
      {children}
      {trying && row ? (
        <Suspense>
          <TryOut row={row} onClose={() => setTrying(false)} inEditor />
        </Suspense>
      ) : null}
    </>
  );
}

function Missing() {
  const t = useText(texts);
  const navigate = useNavigate();
  return (
    <EmptyState
      title={t("missing")}
      reason={t("missing_why")}
      action={<Button onClick={() => void navigate("/points/rules")}>{t("to_board")}</Button>}
    />
  );
}

export function RulePage() {
  const { rule_id = "" } = useParams();
  const isNew = rule_id === "new";
  const may = useMay();
  const rule = useApi("GET /v1/points/rules/{rule_id}", { path: { rule_id } }, { enabled: !isNew });
  if (isNew) return may("rules:write") ? <Page rule={undefined} /> : <Missing />;
  if (rule.error instanceof ApiError && [400, 404].includes(rule.error.status) && !rule.data) return <Missing />;
  return <QueryView query={rule}>{(data) => <Page rule={data} />}</QueryView>;
}
