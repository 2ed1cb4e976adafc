import { App, Button } from "antd";
import { useState } from "react";
import type { Routes } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { sandboxes } from "../../../i18n/texts/sandboxes.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { type Mark, StateMark } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { EmptyState, useAdvice } from "../../../ui/states.tsx";
import { useSwitchTenant } from "../../shell/scope.tsx";
import { CreateDialog } from "./create-dialog.tsx";
import "./sandboxes.css";

type Sandbox = Routes["GET /v1/sandboxes"]["response"]["data"][number];

const marks: Record<Sandbox["state"], Mark> = { making: "plan", ready: "live", failed: "bad", deleting: "off" };

export function Sandboxes() {
  const t = useText(sandboxes);
  const [creating, setCreating] = useState(false);
  const query = useApi("GET /v1/sandboxes", {}, { refreshSeconds: 3 });
  const columns = useColumns();
  const add = (
    <Button type="primary" onClick={() => setCreating(true)}>
      <Icon name="plus" />
      {t("create")}
    </Button>
  );
  return (
    <>
      <PageHead title={t("title")} note={t("note")}>
        {add}
      </PageHead>
      <Card label={t("title")}>
        <QueryView query={query}>
          {({ data }) =>
            data.length === 0 ? (
              <EmptyState title={t("empty")} reason={t("empty_why")} />
            ) : (
              <LedgerTable label={t("title")} columns={columns} rows={data} rowKey={(one) => one.sandbox_id} />
            )
          }
        </QueryView>
      </Card>
      {creating ? <CreateDialog onClose={() => setCreating(false)} /> : null}
    </>
  );
}

function useColumns(): Column<Sandbox>[] {
  const t = useText(sandboxes);
  const state = (one: Sandbox) => <StateMark mark={marks[one.state]}>{t(one.state)}</StateMark>;
  return [
    { key: "name", head: t("name"), cell: (one) => one.name, title: (one) => one.name },
    { key: "demo", head: t("demo"), width: 112, tone: "mut", cell: (one) => t(one.demo) },
    { key: "state", head: t("state"), width: 144, cell: state, title: (one) => one.error ?? "" },
    { key: "clock", head: t("clock"), width: 144, cell: (one) => (one.test_now ? stamp(one.test_now) : "—") },
    { key: "made", head: t("made"), width: 128, tone: "mut", cell: (one) => (one.made_at ? stamp(one.made_at) : "—") },
    { key: "acts", head: "", width: 264, cell: (one) => <Acts sandbox={one} /> },
  ];
}

function Acts({ sandbox }: { sandbox: Sandbox }) {
  const t = useText(sandboxes);
  const c = useText(everyday);
  const { modal, message } = App.useApp();
  const advice = useAdvice();
  const switchTo = useSwitchTenant();
  const reset = useSend("POST /v1/sandboxes/{sandbox_id}/reset", ["GET /v1/sandboxes"]);
  const remove = useSend("DELETE /v1/sandboxes/{sandbox_id}", ["GET /v1/sandboxes"]);
  const busy = sandbox.state === "making" || sandbox.state === "deleting";
  const path = { sandbox_id: sandbox.sandbox_id };
  const onError = (error: Parameters<typeof advice>[0]) => void message.error(advice(error));
  const ask = (what: "reset" | "remove", onOk: () => Promise<unknown>) =>
    void modal.confirm({
      title: t(`${what}_title`, { name: sandbox.name }),
      content: t(`${what}_why`),
      okText: t(what),
      cancelText: c("cancel"),
      okButtonProps: { danger: true },
      onOk: () => onOk().catch(onError),
    });
  return (
    <div className="sandboxes__acts">
      <Button size="small" disabled={busy || !sandbox.mine} onClick={() => switchTo({ tenant_id: sandbox.sandbox_id })}>
        {t("enter")}
      </Button>
      <Button size="small" disabled={busy} onClick={() => ask("reset", () => reset.mutateAsync({ path, body: {} }))}>
        {t("reset")}
      </Button>
      <Button size="small" danger disabled={busy} onClick={() => ask("remove", () => remove.mutateAsync({ path }))}>
        {t("remove")}
      </Button>
    </div>
  );
}
