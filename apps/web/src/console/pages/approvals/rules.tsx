import { App, Button, InputNumber, Switch } from "antd";
import { useState } from "react";
import { Link } from "react-router";
import type { ApprovalRule } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { useLanguage, useText } from "../../../i18n/language.ts";
import { lookup } from "../../../i18n/text.ts";
import { approvals } from "../../../i18n/texts/approvals.ts";
import { permissionTexts } from "../../../i18n/texts/permissions.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { useAdvice } from "../../../ui/states.tsx";

const LIST = "GET /v1/approval_rules" as const;
type Draft = Pick<ApprovalRule, "enabled" | "threshold" | "hours">;

/** What is typed of each rule before it is saved. */
function useDrafts() {
  const [drafts, setDrafts] = useState<Readonly<Record<string, Partial<Draft>>>>({});
  const of = (rule: ApprovalRule): ApprovalRule => ({ ...rule, ...drafts[rule.kind] });
  const change = (kind: string, next: Partial<Draft>) => setDrafts({ ...drafts, [kind]: { ...drafts[kind], ...next } });
  const forget = (kind: string) =>
    setDrafts(Object.fromEntries(Object.entries(drafts).filter(([one]) => one !== kind)));
  return { of, change, forget, has: (kind: string) => kind in drafts };
}

/** Money is typed in yuan and kept in fen. */
const scaleOf = ({ measure }: ApprovalRule) => (measure === "amount_fen" ? 100 : 1);

function Threshold({ rule, onChange }: { rule: ApprovalRule; onChange: (threshold: number | null) => void }) {
  const t = useText(approvals);
  if (rule.kept_in) return <Link to={rule.kept_in}>{t("kept_elsewhere")}</Link>;
  if (!rule.measure) return <>{t("always")}</>;
  const scale = scaleOf(rule);
  return (
    <InputNumber
      aria-label={`${rule.title} ${t("above")}`}
      min={0}
      precision={0}
      placeholder={t("always")}
      suffix={t(rule.measure)}
      style={{ width: 168 }}
      value={rule.threshold === null ? null : rule.threshold / scale}
      onChange={(value) => onChange(value === null ? null : value * scale)}
    />
  );
}

function useColumns(): Column<ApprovalRule>[] {
  const t = useText(approvals);
  const advice = useAdvice();
  const { message } = App.useApp();
  const writes = useMay()("approvals:write");
  const language = useLanguage();
  const permission = (row: ApprovalRule) => lookup(permissionTexts, row.permission, language) ?? row.permission;
  const drafts = useDrafts();
  const send = useSend("PUT /v1/approval_rules/{kind}", [LIST]);
  const save = (row: ApprovalRule) => {
    const { kind, version, enabled, threshold, hours } = drafts.of(row);
    send.mutate(
      { path: { kind }, body: { version, enabled, threshold, hours } },
      {
        onSuccess: () => {
          drafts.forget(kind);
          void message.success(t("saved"));
        },
        onError: (error) => void message.error(advice(error)),
      },
    );
  };
  return [
    { key: "kind", head: t("kind"), cell: (row) => row.title, title: (row) => row.title },
    {
      key: "asks",
      head: t("asks"),
      width: 176,
      cell: (row) =>
        row.kept_in ? null : (
          <Switch
            aria-label={`${row.title} ${t("asks")}`}
            disabled={!writes}
            checked={drafts.of(row).enabled}
            onChange={(enabled) => drafts.change(row.kind, { enabled })}
          />
        ),
    },
    {
      key: "above",
      head: t("above"),
      width: 200,
      cell: (row) => (
        <Threshold rule={drafts.of(row)} onChange={(threshold) => drafts.change(row.kind, { threshold })} />
      ),
    },
    {
      key: "hours",
      head: t("hours"),
      width: 128,
      cell: (row) =>
        row.kept_in ? null : (
          <InputNumber
            aria-label={`${row.title} ${t("hours")}`}
            min={1}
            max={720}
            precision={0}
            suffix={t("hours_unit")}
            style={{ width: 112 }}
            value={drafts.of(row).hours}
            onChange={(hours) => hours !== null && drafts.change(row.kind, { hours })}
          />
        ),
    },
    {
      key: "who",
      head: t("approver"),
      width: 200,
      tone: "mut wrap",
      cell: (row) => permission(row),
      title: (row) => row.permission,
    },
    {
      key: "save",
      head: "",
      width: 96,
      cell: (row) =>
        writes && drafts.has(row.kind) ? (
          <Button size="small" type="primary" loading={send.isPending} onClick={() => save(row)}>
            {t("save")}
          </Button>
        ) : null,
    },
  ];
}

export function ApprovalRules() {
  const t = useText(approvals);
  const list = useApi(LIST, {});
  const columns = useColumns();
  return (
    <>
      <PageHead title={t("rules_title")} note={t("rules_note")} />
      <Card label={t("rules_title")}>
        <QueryView query={list}>
          {({ data }) => (
            <LedgerTable label={t("rules_title")} columns={columns} rows={data} rowKey={(row) => row.kind} />
          )}
        </QueryView>
      </Card>
    </>
  );
}
