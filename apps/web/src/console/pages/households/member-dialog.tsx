import { App, Form, Input, Modal, Select } from "antd";
import { useRef, useState } from "react";
import type { Household } from "../../../api/contract.ts";
import { useSend } from "../../../api/query.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { households } from "../../../i18n/texts/households.ts";
import { useAdvice } from "../../../ui/states.tsx";
import { FindPerson, type Person } from "../find-person.tsx";
import { ROLES, type Role } from "./roles.ts";

const REFRESHED = ["GET /v1/households", "GET /v1/households/{household_id}"] as const;

/** Makes a household of one guardian, or adds somebody to one that is there. */
export function MemberDialog({
  household,
  onDone,
  onClose,
}: {
  household?: Household;
  onDone: (household: Household) => void;
  onClose: () => void;
}) {
  const t = useText(households);
  const c = useText(everyday);
  const advice = useAdvice();
  const { message } = App.useApp();
  const [name, setName] = useState("");
  const [person, setPerson] = useState<Person>();
  const [role, setRole] = useState<Role>(household ? "child" : "guardian");
  const [asked, setAsked] = useState(false);
  const key = useRef(crypto.randomUUID());
  const create = useSend("POST /v1/households", [...REFRESHED]);
  const join = useSend("POST /v1/households/{household_id}/members", [...REFRESHED]);
  const submit = () => {
    setAsked(true);
    if (!person || (!household && !name.trim())) return;
    const headers = { "idempotency-key": key.current };
    const member = { member_id: person.member_id, role };
    const answered = {
      onSuccess: (made: Household) => {
        void message.success(t("saved"));
        onDone(made);
      },
      onError: (error: Parameters<typeof advice>[0]) => {
        key.current = crypto.randomUUID();
        void message.error(advice(error));
      },
    };
    if (household) join.mutate({ path: { household_id: household.household_id }, body: member, headers }, answered);
    else create.mutate({ body: { name: name.trim(), members: [member] }, headers }, answered);
  };
  return (
    <Modal
      open
      width={480}
      title={household ? t("add") : t("create")}
      okText={c("save")}
      cancelText={c("cancel")}
      okButtonProps={{ disabled: !person }}
      confirmLoading={create.isPending || join.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <Form layout="vertical" requiredMark={false} component="div">
        {household ? null : (
          <Form.Item
            label={t("name")}
            htmlFor="household-name"
            validateStatus={asked && !name.trim() ? "error" : ""}
            help={asked && !name.trim() ? c("required") : undefined}
          >
            <Input
              id="household-name"
              maxLength={60}
              placeholder={t("name_hint")}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          </Form.Item>
        )}
        <FindPerson label={household ? t("who") : t("guardian")} person={person} onPerson={setPerson} />
        {household ? (
          <Form.Item label={t("role")}>
            <Select
              aria-label={t("role")}
              value={role}
              onChange={setRole}
              options={ROLES.map((value) => ({ value, label: t(value) }))}
            />
          </Form.Item>
        ) : null}
      </Form>
    </Modal>
  );
}
