import { App, Button, Checkbox, Form, Input, Select } from "antd";
import type { Failure } from "../../../api/client.ts";
import type { BulkOperation, BulkPreview, MemberSelection } from "../../../api/contract.ts";
import { useApi, useSend } from "../../../api/query.ts";
import { number, yuan } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { findTexts } from "../../../i18n/texts/members-find.ts";
import { Dock } from "../../../ui/dock.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { useAdvice } from "../../../ui/states.tsx";
import { StaffSelect } from "../staff-select.tsx";

export type BulkAction = BulkOperation["action"];

interface Fields {
  tag_id?: string;
  owner_staff_id?: string;
  nobody?: boolean;
  reason: string;
}

interface Props {
  action: BulkAction;
  selection: MemberSelection;
  onClose: () => void;
  onBegun: () => void;
}

type Target = { tag_id?: string; owner_staff_id?: string | null };

/** What the action still needs; undefined while it is not said. */
function targetOf(action: BulkAction, { tag_id, owner_staff_id, nobody }: Partial<Fields>): Target | undefined {
  if (action === "block" || action === "unblock") return {};
  if (action === "assign") {
    if (nobody) return { owner_staff_id: null };
    return owner_staff_id ? { owner_staff_id } : undefined;
  }
  return tag_id ? { tag_id } : undefined;
}

/** One work over whom was selected: what it is for, what it will do, and why. */
export function BulkDock({ action, selection, onClose, onBegun }: Props) {
  const t = useText(findTexts);
  const c = useText(everyday);
  const advice = useAdvice();
  const { message } = App.useApp();
  const [form] = Form.useForm<Fields>();
  const values = Form.useWatch([], form) as Partial<Fields> | undefined;
  const target = targetOf(action, values ?? {});
  const deed = { selection_id: selection.selection_id, action, ...target };
  const preview = usePreview(deed, target !== undefined);
  const send = useSend("POST /v1/members/bulk_operations", ["GET /v1/jobs", "GET /v1/members/bulk_operations"]);
  const submit = ({ reason }: Fields) =>
    send.mutate(
      { body: { ...deed, reason: reason.trim() } },
      {
        onSuccess: (made) => {
          void message.success(t("approval_id" in made ? "asked" : "begun"));
          onBegun();
        },
        onError: (error: Failure) => void message.error(advice(error)),
      },
    );
  const asks = preview.data?.needs_approval ?? false;
  return (
    <Dock
      title={t(`do_${action}`, { count: selection.people })}
      closeLabel={c("close")}
      onClose={onClose}
      footer={
        <Button
          type="primary"
          danger={action === "block"}
          disabled={target === undefined || preview.data?.changes === 0}
          loading={send.isPending}
          onClick={form.submit}
        >
          {t(asks ? "submit" : "begin")}
        </Button>
      }
    >
      <Form form={form} layout="vertical" requiredMark={false} onFinish={submit}>
        <TargetField action={action} nobody={values?.nobody ?? false} />
        <Form.Item
          name="reason"
          label={t("reason")}
          extra={t("reason_hint")}
          rules={[{ required: true, whitespace: true, message: c("required") }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      </Form>
      <section aria-label={t("preview")}>
        <h3 className="med">{t("preview")}</h3>
        {target === undefined ? (
          <p className="s mut">{t("preview_wait")}</p>
        ) : (
          <QueryView query={preview}>{(weighed) => <Effect weighed={weighed} />}</QueryView>
        )}
        <p className={`s ${asks ? "warn" : "mut"}`}>{t(asks ? "needs_approval" : "undo_hint")}</p>
      </section>
    </Dock>
  );
}

/** A dry run: asked like a question, though it is written with a body. */
function usePreview(deed: { selection_id: string; action: BulkAction } & Target, enabled: boolean) {
  return useApi("POST /v1/members/bulk_operations/evaluate", { body: deed }, { enabled });
}

function TargetField({ action, nobody }: { action: BulkAction; nobody: boolean }) {
  const t = useText(findTexts);
  const tags = useApi("GET /v1/tags", {}).data?.data ?? [];
  if (action === "block" || action === "unblock") return null;
  if (action === "assign")
    return (
      <>
        <Form.Item name="owner_staff_id" label={t("new_owner")}>
          <OwnerField disabled={nobody} />
        </Form.Item>
        <Form.Item name="nobody" valuePropName="checked">
          <Checkbox>{t("nobody")}</Checkbox>
        </Form.Item>
      </>
    );
  const manual = tags.filter(({ kind }) => kind === "manual");
  return (
    <Form.Item name="tag_id" label={t("tag")}>
      <Select
        autoFocus
        showSearch={{ optionFilterProp: "label" }}
        aria-label={t("tag")}
        placeholder={t("tag")}
        options={manual.map((tag) => ({ value: tag.tag_id, label: tag.name }))}
      />
    </Form.Item>
  );
}

interface OwnerProps {
  disabled: boolean;
  value?: string;
  onChange?: (id: string | undefined) => void;
}

function OwnerField({ disabled, value, onChange }: OwnerProps) {
  const t = useText(findTexts);
  if (disabled) return <span className="mut">{t("nobody")}</span>;
  return <StaffSelect active label={t("new_owner")} value={value} {...(onChange ? { onChange } : {})} />;
}

function Effect({ weighed }: { weighed: BulkPreview }) {
  const t = useText(findTexts);
  const { people, changes, unchanged, left_out, points, wallet_fen } = weighed;
  const lines = [
    ["people", number(people)],
    ["changes", number(changes)],
    ["unchanged", number(unchanged)],
    ["left_out", number(left_out)],
    ["their_points", number(points)],
    ["their_wallet", yuan(wallet_fen)],
  ] as const;
  return (
    <dl className="bulk-effect">
      {lines.map(([word, value]) => (
        <div key={word}>
          <dt>{t(word)}</dt>
          <dd className="num">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
