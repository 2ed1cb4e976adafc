import { Button, Form, Input, InputNumber, Select } from "antd";
import type { PurchaseIn } from "../../../api/contract.ts";
import { useSend } from "../../../api/query.ts";
import { readTrace } from "../../../api/trace.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { members } from "../../../i18n/texts/members.ts";
import { program } from "../../../i18n/texts/program.ts";
import { why } from "../../../i18n/texts/why.ts";
import { Card } from "../../../ui/card.tsx";
import { EmptyState, ErrorState } from "../../../ui/states.tsx";
import { WhyPanel } from "../../../ui/why-panel.tsx";
import { useScope } from "../../shell/scope.tsx";

interface Fields {
  phone: string;
  venue_id: string;
  item_1: string;
  amount_1: number;
  item_2?: string;
  amount_2?: number | null;
}

function purchaseOf(fields: Fields): PurchaseIn {
  const line = (item_name: string, yuan: number) => ({
    item_name,
    business_type: "ticket" as const,
    quantity: 1,
    amount_fen: Math.round(yuan * 100),
  });
  const lines = [
    line(fields.item_1, fields.amount_1),
    ...(fields.item_2 && fields.amount_2 ? [line(fields.item_2, fields.amount_2)] : []),
  ];
  const amount_fen = lines.reduce((sum, l) => sum + l.amount_fen, 0);
  return {
    venue_id: fields.venue_id,
    phone: fields.phone,
    lines,
    payments: [{ method: "wechat", amount_fen }],
  };
}

function Row({ no }: { no: 1 | 2 }) {
  const t = useText(program);
  const c = useText(everyday);
  const rules = no === 1 ? [{ required: true, message: c("required") }] : [];
  return (
    <div className="program__pair">
      <Form.Item name={`item_${no}`} label={t("item")} rules={rules}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name={`amount_${no}`} label={t("amount")} rules={rules}>
        <InputNumber
          className="right"
          min={0}
          max={9_999_999}
          precision={2}
          controls={false}
          style={{ width: "100%" }}
        />
      </Form.Item>
    </div>
  );
}

/** The same engine as the till, on made-up lines: what would these earn today? */
export function TryOut() {
  const t = useText(program);
  const m = useText(members);
  const w = useText(why);
  const c = useText(everyday);
  const { venue, venues } = useScope();
  const send = useSend("POST /v1/purchases/evaluate");
  const trace = readTrace(send.data?.points.trace);
  const initial = {
    venue_id: venue?.venue_id ?? venues[0]?.venue_id,
    item_1: t("item_default"),
    amount_1: 316.66,
    item_2: t("item_second"),
    amount_2: 50,
  };
  return (
    <div className="row program__try">
      <Card title={t("try_out")} note={t("try_note")}>
        <Form<Fields>
          key={venues.length}
          className="pad"
          layout="vertical"
          requiredMark={false}
          initialValues={initial}
          onFinish={(f) => send.mutate({ body: purchaseOf(f) })}
        >
          <Form.Item name="venue_id" label={t("venue")} rules={[{ required: true, message: c("required") }]}>
            <Select options={venues.map((v) => ({ value: v.venue_id, label: v.name }))} />
          </Form.Item>
          <Form.Item
            name="phone"
            label={t("member")}
            extra={<span className="s">{t("member_why")}</span>}
            rules={[
              { required: true, message: c("required") },
              { pattern: /^1\d{10}$/, message: m("phone_wrong") },
            ]}
          >
            <Input inputMode="tel" maxLength={11} />
          </Form.Item>
          <Row no={1} />
          <Row no={2} />
          <Button type="primary" htmlType="submit" loading={send.isPending}>
            {t("run")}
          </Button>
        </Form>
      </Card>
      {send.error ? (
        <Card label={t("try_out")}>
          <ErrorState error={send.error} />
        </Card>
      ) : trace ? (
        <WhyPanel trace={trace} note={w("if_now", { version: trace.program_version })} />
      ) : (
        <Card label={t("try_out")}>
          <EmptyState title={t("empty")} />
        </Card>
      )}
    </div>
  );
}
