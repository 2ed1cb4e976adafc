import { App, Button, Form, InputNumber } from "antd";
import { ApiError } from "../../../api/client.ts";
import type { LifecyclePolicy, LifecyclePreview } from "../../../api/contract.ts";
import { queryClient, useApi, useSend } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { number, percent, signed } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { lifecycle as texts, stages } from "../../../i18n/texts/tags.ts";
import { Card } from "../../../ui/card.tsx";
import { type Column, LedgerTable } from "../../../ui/ledger-table.tsx";
import { Meter } from "../../../ui/marks.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { useAdvice } from "../../../ui/states.tsx";

const FIELDS = ["new_days", "at_risk_days", "sleeping_days", "lost_days"] as const;
type Thresholds = Record<(typeof FIELDS)[number], number>;
type StageRow = LifecyclePreview["stages"][number];

/** How many are at each stage, and once other thresholds have been tried, how many would be. */
function Spread({ spread, tried }: { spread: LifecyclePreview; tried: boolean }) {
  const t = useText(texts);
  const s = useText(stages);
  const c = useText(everyday);
  const rows = spread.stages;
  const sum = (of: (row: StageRow) => number) => rows.reduce((all, row) => all + of(row), 0);
  const total = sum(({ after }) => after);
  const columns: Column<StageRow>[] = [
    { key: "stage", head: t("stage"), width: 112, cell: (row) => s(row.stage) },
    {
      key: "share",
      head: t("share"),
      cell: ({ after }) => (
        <span className="stage-share">
          <Meter share={total === 0 ? 0 : after / total} />
          {percent(total === 0 ? 0 : after / total)}
        </span>
      ),
    },
    { key: "now", head: t("now"), width: 96, numeric: true, cell: (row) => number(row.before) },
    ...(tried
      ? ([
          { key: "after", head: t("after"), width: 96, numeric: true, cell: (row) => number(row.after) },
          { key: "change", head: t("change"), width: 96, numeric: true, cell: (row) => signed(row.after - row.before) },
        ] satisfies Column<StageRow>[])
      : []),
  ];
  return (
    <Card title={tried ? t("moving", { count: number(spread.moving) }) : t("spread")}>
      <LedgerTable
        label={t("spread")}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.stage}
        total={[c("total"), "", number(sum(({ before }) => before)), ...(tried ? [number(total), ""] : [])]}
      />
    </Card>
  );
}

const thresholdsOf = ({ new_days, at_risk_days, sleeping_days, lost_days }: LifecyclePolicy): Thresholds => ({
  new_days,
  at_risk_days,
  sleeping_days,
  lost_days,
});

function PolicyForm({ policy }: { policy: LifecyclePolicy }) {
  const t = useText(texts);
  const may = useMay();
  const advice = useAdvice();
  const { message } = App.useApp();
  const [form] = Form.useForm<Thresholds>();
  const now = useApi("POST /v1/lifecycle_policy/preview", { body: thresholdsOf(policy) });
  const preview = useSend("POST /v1/lifecycle_policy/preview");
  const save = useSend("PUT /v1/lifecycle_policy", ["GET /v1/lifecycle_policy"]);
  const refuse = (error: Parameters<typeof advice>[0]) => {
    const faults = error instanceof ApiError ? error.errors : [];
    const named = FIELDS.flatMap((name) => {
      const fault = faults.find(({ pointer }) => pointer === `/${name}`);
      return fault ? [{ name, errors: [fault.detail] }] : [];
    });
    if (named.length > 0) return form.setFields(named);
    if (error instanceof ApiError && error.code === "version_conflict") {
      void queryClient.invalidateQueries({ queryKey: ["GET /v1/lifecycle_policy"] });
      void message.warning(t("conflict"), 6);
    } else void message.error(advice(error), 6);
  };
  const put = (body: Thresholds) =>
    save
      .mutateAsync({ body: { version: policy.version, ...body } })
      .then(() => void message.success(t("saved"), 5), refuse);
  const look = async () => preview.mutate({ body: await form.validateFields() }, { onError: refuse });
  return (
    <div className="row stage-cols">
      <Card title={t("title")} className="stages">
        <p className="stage-note mut">{t("note")}</p>
        <Form
          className="stage-form"
          form={form}
          layout="horizontal"
          labelAlign="left"
          labelCol={{ flex: "1 1 auto" }}
          wrapperCol={{ flex: "140px" }}
          requiredMark={false}
          disabled={!may("members:configure")}
          initialValues={policy}
          onFinish={put}
        >
          {FIELDS.map((name) => (
            <Form.Item key={name} name={name} label={t(name)} colon={false} rules={[{ required: true }]}>
              <InputNumber min={1} max={3650} precision={0} suffix={t("days")} style={{ width: 140 }} />
            </Form.Item>
          ))}
          <div className="tag-acts">
            <Button loading={preview.isPending} onClick={() => void look()}>
              {t("preview")}
            </Button>
            <Button type="primary" htmlType="submit" loading={save.isPending}>
              {t("save")}
            </Button>
          </div>
        </Form>
      </Card>
      <QueryView query={now}>
        {(current) => <Spread spread={preview.data ?? current} tried={preview.data !== undefined} />}
      </QueryView>
    </div>
  );
}

/** After how many days without coming a member is at which stage; how many would move, before it is kept. */
export function Stages() {
  const query = useApi("GET /v1/lifecycle_policy", {});
  return (
    <div className="stack">
      <QueryView query={query}>{(policy) => <PolicyForm key={policy.version} policy={policy} />}</QueryView>
    </div>
  );
}
