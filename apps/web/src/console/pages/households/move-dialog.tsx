import { App, Form, InputNumber, Modal, Select } from "antd";
import { useRef, useState } from "react";
import type { Household } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { number } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { households } from "../../../i18n/texts/households.ts";
import { useAdvice } from "../../../ui/states.tsx";

interface Props {
  household: Household;
  direction: "in" | "out";
  onClose: () => void;
}

/** Points from a member into the pool, or back: a transfer in the book, lots and all. */
export function MoveDialog({ household, direction, onClose }: Props) {
  const t = useText(households);
  const c = useText(everyday);
  const advice = useAdvice();
  const { message } = App.useApp();
  const [member_id, setMember] = useState(household.members[0]?.member_id);
  const [amount, setAmount] = useState<number | null>(null);
  const [asked, setAsked] = useState(false);
  // The same click twice moves once; a change of mind is another transfer.
  const key = useRef(crypto.randomUUID());
  const member = useApi(
    "GET /v1/members/{member_id}",
    { path: { member_id: member_id ?? "" } },
    { enabled: member_id !== undefined },
  );
  const most = direction === "in" ? member.data?.accounts.points.available : household.pool.available;
  const send = useSend("POST /v1/transfers", [
    "GET /v1/households/{household_id}",
    "GET /v1/accounts",
    "GET /v1/accounts/{account_id}/lots",
    "GET /v1/members/{member_id}",
  ]);
  const submit = () => {
    setAsked(true);
    if (!member_id || !amount) return;
    const [person, pool] = [{ member_id }, { household_id: household.household_id }];
    const [from, to] = direction === "in" ? [person, pool] : [pool, person];
    const title = t(direction === "in" ? "put_in" : "take_out");
    const body = {
      from,
      to,
      asset: "points",
      amount,
      kind: "transfer" as const,
      external_id: `pool ${key.current}`,
      title,
    };
    send.mutate(
      { body, headers: { "idempotency-key": key.current } },
      {
        onSuccess: () => {
          void message.success(t("moved", { points: number(amount) }));
          onClose();
        },
        onError: (error) => {
          key.current = crypto.randomUUID();
          void message.error(advice(error));
        },
      },
    );
  };
  return (
    <Modal
      open
      width={440}
      title={t(direction === "in" ? "put_in" : "take_out")}
      okText={c("save")}
      cancelText={c("cancel")}
      confirmLoading={send.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <Form layout="vertical" requiredMark={false} component="div">
        <Form.Item label={t("who")}>
          <Select
            aria-label={t("who")}
            value={member_id ?? null}
            onChange={(next: string) => {
              key.current = crypto.randomUUID();
              setMember(next);
            }}
            options={household.members.map((one) => ({ value: one.member_id, label: one.name }))}
          />
        </Form.Item>
        <Form.Item
          label={t("how_many")}
          htmlFor="pool-amount"
          extra={most === undefined ? t("move_note") : `${t("move_most", { points: number(most) })}${t("move_note")}`}
          validateStatus={asked && !amount ? "error" : ""}
          help={asked && !amount ? c("required") : undefined}
        >
          <InputNumber
            id="pool-amount"
            autoFocus
            min={1}
            {...(most ? { max: most } : {})}
            precision={0}
            value={amount}
            onChange={(next) => {
              key.current = crypto.randomUUID();
              setAmount(next);
            }}
            style={{ width: "100%" }}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
