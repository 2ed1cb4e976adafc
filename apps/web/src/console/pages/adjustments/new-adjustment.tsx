import { App, Form, Input, InputNumber, Modal } from "antd";
import { useRef, useState } from "react";
import { useApi, useSend } from "../../../api/query.ts";
import { signed } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { adjustments } from "../../../i18n/texts/adjustments.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { QueryView } from "../../../ui/query-view.tsx";
import { Seg } from "../../../ui/seg.tsx";
import { Skeleton, useAdvice } from "../../../ui/states.tsx";
import { FindPerson, type Person } from "../find-person.tsx";
import { Effect } from "./effect.tsx";

const MOST = 1_000_000_000;
/** The dry run beside the fields: nothing is sent before it has been seen. */
function Trial({ person, points }: { person: Person; points: number }) {
  const t = useText(adjustments);
  const trial = useApi("POST /v1/points/adjustments/evaluate", { body: { member_id: person.member_id, points } });
  return (
    <QueryView query={trial} skeleton={<Skeleton rows={3} height={28} />}>
      {(effect) => (
        <>
          <Effect effect={effect} points={points} title={t("effect_now")} />
          {effect.needs_approval && effect.threshold !== null ? (
            <p className="s warn" style={{ marginTop: 8 }}>
              {t("needs_second", { threshold: effect.threshold })}
            </p>
          ) : null}
        </>
      )}
    </QueryView>
  );
}

interface Draft {
  person: Person | undefined;
  direction: "give" | "take";
  amount: number | null;
  reason: string;
}

/** What is typed, and one key for it: a second click or a lost answer repeats the request, a change is another one. */
function useDraft() {
  const [draft, setDraft] = useState<Draft>({ person: undefined, direction: "give", amount: null, reason: "" });
  const key = useRef(crypto.randomUUID());
  const renew = () => {
    key.current = crypto.randomUUID();
  };
  const change = (next: Partial<Draft>) => {
    renew();
    setDraft((before) => ({ ...before, ...next }));
  };
  const points = draft.amount ? draft.amount * (draft.direction === "give" ? 1 : -1) : 0;
  return { draft, change, points, key, renew };
}

interface FieldsProps {
  draft: Draft;
  change: (next: Partial<Draft>) => void;
  /** Once sent, what is missing is said. */
  asked: boolean;
}

function Fields({ draft, change, asked }: FieldsProps) {
  const t = useText(adjustments);
  const c = useText(everyday);
  const missing = (is: boolean, help: string) =>
    asked && is ? { validateStatus: "error" as const, help } : { validateStatus: "" as const };
  return (
    <Form layout="vertical" requiredMark={false} component="div">
      <FindPerson label={t("member")} person={draft.person} onPerson={(person) => change({ person })} />
      <Form.Item label={t("direction")}>
        <Seg
          label={t("direction")}
          value={draft.direction}
          onChange={(direction) => change({ direction })}
          choices={[
            { value: "give", label: t("give") },
            { value: "take", label: t("take") },
          ]}
        />
      </Form.Item>
      <Form.Item label={t("amount")} htmlFor="adj-amount" {...missing(!draft.amount, t("amount_wrong"))}>
        <InputNumber
          id="adj-amount"
          min={1}
          max={MOST}
          precision={0}
          value={draft.amount}
          onChange={(amount) => change({ amount })}
          style={{ width: "100%" }}
        />
      </Form.Item>
      <Form.Item
        label={t("reason")}
        htmlFor="adj-reason"
        extra={t("reason_hint")}
        {...missing(!draft.reason.trim(), c("required"))}
      >
        <Input.TextArea
          id="adj-reason"
          rows={2}
          maxLength={500}
          value={draft.reason}
          onChange={(event) => change({ reason: event.target.value })}
        />
      </Form.Item>
    </Form>
  );
}

export function NewAdjustment({ onClose }: { onClose: () => void }) {
  const t = useText(adjustments);
  const c = useText(everyday);
  const advice = useAdvice();
  const { message } = App.useApp();
  const { draft, change, points, key, renew } = useDraft();
  const [asked, setAsked] = useState(false);
  const send = useSend("POST /v1/points/adjustments", ["GET /v1/points/adjustments"]);
  const { person } = draft;
  const reason = draft.reason.trim();
  const submit = () => {
    setAsked(true);
    if (!person || !points || !reason) return;
    const body = { member_id: person.member_id, points, reason };
    send.mutate(
      { body, headers: { "idempotency-key": key.current } },
      {
        onSuccess: ({ state, points: given }) => {
          void message.success(state === "posted" ? t("sent_posted", { points: signed(given) }) : t("sent_waiting"));
          onClose();
        },
        onError: (error) => {
          renew();
          void message.error(advice(error));
        },
      },
    );
  };
  return (
    <Modal
      open
      width={520}
      title={t("create")}
      okText={t("submit")}
      cancelText={c("cancel")}
      okButtonProps={{ disabled: !person }}
      confirmLoading={send.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <Fields draft={draft} change={change} asked={asked} />
      {person && points ? <Trial person={person} points={points} /> : null}
    </Modal>
  );
}
