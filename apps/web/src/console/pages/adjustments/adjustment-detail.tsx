import { App, Button, Form, Input, Modal } from "antd";
import { useState } from "react";
import type { AdjustmentRow } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useMay, useSession } from "../../../api/session.ts";
import { signed, stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { adjustments } from "../../../i18n/texts/adjustments.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { Sep } from "../../../ui/card.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { Skeleton, useAdvice } from "../../../ui/states.tsx";
import { EntryWhy } from "../member/entry-why.tsx";
import { Effect } from "./effect.tsx";
import { useActorName } from "./staff-name.ts";

const LIST = "GET /v1/points/adjustments" as const;
const ONE = "GET /v1/points/adjustments/{adjustment_id}" as const;

function RejectDialog({ row, own, onClose }: { row: AdjustmentRow; own: boolean; onClose: () => void }) {
  const t = useText(adjustments);
  const c = useText(everyday);
  const advice = useAdvice();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ reason: string }>();
  const send = useSend("POST /v1/points/adjustments/{adjustment_id}/reject", [LIST, ONE]);
  return (
    <Modal
      open
      width={440}
      title={own ? t("withdraw_title") : t("reject_title")}
      okText={own ? t("withdraw") : t("reject")}
      cancelText={c("cancel")}
      confirmLoading={send.isPending}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ reason }) =>
          send.mutate(
            { path: { adjustment_id: row.adjustment_id }, body: { reason } },
            {
              onSuccess: () => {
                void message.success(t("rejected_done"));
                onClose();
              },
              onError: (error) => void message.error(advice(error)),
            },
          )
        }
      >
        <Form.Item
          name="reason"
          label={t("reason")}
          rules={[{ required: true, whitespace: true, message: c("required") }]}
        >
          <Input.TextArea autoFocus rows={2} maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

/** Yes or no, with what a yes would do right now. Nobody says yes to their own request. */
function Decide({ row }: { row: AdjustmentRow }) {
  const t = useText(adjustments);
  const advice = useAdvice();
  const { message } = App.useApp();
  const { staff } = useSession();
  const [rejecting, setRejecting] = useState(false);
  const approve = useSend("POST /v1/points/adjustments/{adjustment_id}/approve", [LIST, ONE]);
  const found = useApi(ONE, { path: { adjustment_id: row.adjustment_id } });
  const own = row.requested_by.staff_id === staff.staff_id;
  const yes = () =>
    approve.mutate(
      { path: { adjustment_id: row.adjustment_id } },
      {
        onSuccess: () => void message.success(t("approved", { points: signed(row.points) })),
        onError: (error) => void message.error(advice(error)),
      },
    );
  return (
    <QueryView query={found} skeleton={<Skeleton rows={3} height={28} />}>
      {({ effect }) => (
        <div>
          {effect ? <Effect effect={effect} points={row.points} title={t("effect")} /> : null}
          {own ? <p className="s mut">{t("own")}</p> : null}
          <div className="acts">
            {own ? null : (
              <Button type="primary" disabled={!effect?.covered} loading={approve.isPending} onClick={yes}>
                {t("approve")}
              </Button>
            )}
            <Button onClick={() => setRejecting(true)}>{own ? t("withdraw") : t("reject")}</Button>
          </div>
          {rejecting ? <RejectDialog row={row} own={own} onClose={() => setRejecting(false)} /> : null}
        </div>
      )}
    </QueryView>
  );
}

export function AdjustmentDetail({ row }: { row: AdjustmentRow }) {
  const t = useText(adjustments);
  const name = useActorName();
  const mayDecide = useMay()("points:approve");
  return (
    <div className="adj-detail">
      <div>
        <p>{row.reason}</p>
        {row.state === "waiting" ? <p className="s mut">{t("ends", { time: stamp(row.ends_at) })}</p> : null}
        {row.decided_by && row.decided_at ? (
          <p className="s mut">
            {t(row.state === "waiting" ? "waiting" : row.state)}{" "}
            {t("decided", { who: name(row.decided_by), time: stamp(row.decided_at) })}
            {row.decision_reason ? (
              <>
                <Sep />
                {row.decision_reason}
              </>
            ) : null}
          </p>
        ) : null}
        {row.transaction_id ? <EntryWhy transactionId={row.transaction_id} /> : null}
      </div>
      {row.state === "waiting" && mayDecide ? <Decide row={row} /> : null}
    </div>
  );
}
