import { App, Button, Form, Input, Modal } from "antd";
import { useState } from "react";
import type { SubjectRequest } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { requestsPage } from "../../../i18n/texts/trust.ts";
import { QueryView } from "../../../ui/query-view.tsx";
import { useAdvice } from "../../../ui/states.tsx";
import { useTrustWord } from "./consents.tsx";
import "./trust.css";

type Act = "verify" | "start" | "complete" | "refuse" | "extend" | "package" | "erase";

/** What can be done now, the next step first. */
function actsOf({ kind, state, extended_days, package_at, erased_at, approval_id }: SubjectRequest): Act[] {
  if (state === "done" || state === "refused" || erased_at) return [];
  const ends: Act[] = [...(extended_days === 0 ? ["extend" as const] : []), "refuse"];
  if (state === "received") return ["verify", "start", ...ends];
  if (state === "verifying") return ["start", ...ends];
  if (kind === "erasure") return approval_id ? ends : ["erase", ...ends];
  if (kind === "access" && package_at === null) return ["package", ...ends];
  return ["complete", ...ends];
}

const REFRESHES = ["GET /v1/subject_requests", "GET /v1/subject_requests/{request_id}"] as const;

function useActs(request_id: string) {
  const path = { request_id };
  const refreshes = [...REFRESHES];
  const verify = useSend("POST /v1/subject_requests/{request_id}/verify", refreshes);
  const start = useSend("POST /v1/subject_requests/{request_id}/start", refreshes);
  const complete = useSend("POST /v1/subject_requests/{request_id}/complete", refreshes);
  const refuse = useSend("POST /v1/subject_requests/{request_id}/refuse", refreshes);
  const extend = useSend("POST /v1/subject_requests/{request_id}/extend", refreshes);
  const make = useSend("POST /v1/subject_requests/{request_id}/package", refreshes);
  const erase = useSend("POST /v1/subject_requests/{request_id}/erase", refreshes);
  const pending = [verify, start, complete, refuse, extend, make, erase].some(({ isPending }) => isPending);
  const act = (what: Act, note: string): Promise<unknown> => {
    const body = { note: note || null };
    if (what === "verify") return verify.mutateAsync({ path, body });
    if (what === "start") return start.mutateAsync({ path, body });
    if (what === "complete") return complete.mutateAsync({ path, body });
    if (what === "refuse") return refuse.mutateAsync({ path, body: { reason: note } });
    if (what === "extend") return extend.mutateAsync({ path, body: { reason: note } });
    if (what === "package") return make.mutateAsync({ path });
    return erase.mutateAsync({ path, body: { reason: note } });
  };
  return { act, pending };
}

const wantsReason = (act: Act) => act === "refuse" || act === "extend" || act === "erase";

function ActDialog({ request, act, onClose }: { request: SubjectRequest; act: Act; onClose: () => void }) {
  const t = useText(requestsPage);
  const c = useText(everyday);
  const advice = useAdvice();
  const { message } = App.useApp();
  const acts = useActs(request.request_id);
  const [form] = Form.useForm<{ note?: string }>();
  const save = async ({ note = "" }: { note?: string }) => {
    try {
      await acts.act(act, note.trim());
      void message.success(t("saved"));
      onClose();
    } catch (error) {
      // What useSend throws is always a Failure.
      void message.error(advice(error as Parameters<typeof advice>[0]), 6);
    }
  };
  return (
    <Modal
      open
      width={460}
      title={t(`do_${act}`)}
      okText={t(`do_${act}`)}
      okButtonProps={{ danger: act === "erase" || act === "refuse" }}
      cancelText={c("cancel")}
      confirmLoading={acts.pending}
      onOk={form.submit}
      onCancel={onClose}
    >
      {act === "erase" ? <p>{t("erase_why")}</p> : null}
      {act === "package" ? <p>{t("package_note")}</p> : null}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(values) => void save(values)}>
        {act === "package" ? null : (
          <Form.Item
            name="note"
            label={t(wantsReason(act) ? "reason" : "note_label")}
            rules={wantsReason(act) ? [{ required: true, whitespace: true, message: c("required") }] : []}
          >
            <Input.TextArea autoFocus rows={2} maxLength={200} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}

function Copies({ request }: { request: SubjectRequest }) {
  const t = useText(requestsPage);
  if (request.package_at === null) return null;
  const href = (format: string) => `/v1/subject_requests/${request.request_id}/package/${format}`;
  return (
    <>
      <div className="acts">
        <Button href={href("json")}>{t("take_json")}</Button>
        <Button href={href("csv")}>{t("take_csv")}</Button>
      </div>
      <p className="s mut">{t("package_note")}</p>
    </>
  );
}

export function RequestDetail({ requestId }: { requestId: string }) {
  const t = useText(requestsPage);
  const may = useMay();
  const word = useTrustWord();
  const [act, setAct] = useState<Act>();
  const detail = useApi("GET /v1/subject_requests/{request_id}", { path: { request_id: requestId } });
  return (
    <QueryView query={detail}>
      {({ request, steps }) => (
        <div className="under-row side">
          <div>
            <h3>{t("what")}</h3>
            <p>{request.note ?? "—"}</p>
            {request.unknown_years.length > 0 ? (
              <p className="s warn">{t("unknown_years", { years: request.unknown_years.join(", ") })}</p>
            ) : null}
            {request.extension_reason ? <p className="s mut">{request.extension_reason}</p> : null}
            {request.approval_id && !request.erased_at && request.closed_at === null ? (
              <p className="s warn">{t("erase_waits")}</p>
            ) : null}
            {may("privacy:write") ? (
              <>
                <div className="acts">
                  {actsOf(request).map((one, index) => (
                    <Button key={one} type={index === 0 ? "primary" : "default"} onClick={() => setAct(one)}>
                      {t(`do_${one}`)}
                    </Button>
                  ))}
                </div>
                <Copies request={request} />
              </>
            ) : null}
          </div>
          <div>
            <h3>{t("history")}</h3>
            <ol className="trust-steps">
              {steps.map((step) => (
                <li key={`${step.action} ${step.recorded_at}`}>
                  {word(step.action)} <span className="s mut">{stamp(step.recorded_at)}</span>
                  {step.note ? <p className="s mut">{step.note}</p> : null}
                </li>
              ))}
            </ol>
          </div>
          {act ? <ActDialog request={request} act={act} onClose={() => setAct(undefined)} /> : null}
        </div>
      )}
    </QueryView>
  );
}
