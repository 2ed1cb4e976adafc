import { App, Button } from "antd";
import type { MemberField } from "../../../api/contract.ts";
import { useSend } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { useText } from "../../../i18n/language.ts";
import { fieldTexts } from "../../../i18n/texts/fields.ts";
import { Card } from "../../../ui/card.tsx";
import { useRefusal } from "../refusal.ts";

/** On no form any more; what people have in them is there again when they are restored. */
export function Archived({ fields }: { fields: readonly MemberField[] }) {
  const t = useText(fieldTexts);
  const may = useMay()("members:configure");
  const refuse = useRefusal();
  const { message } = App.useApp();
  const restore = useSend("POST /v1/member_fields/{field_id}/restore", [
    "GET /v1/member_fields",
    "GET /v1/profile_completeness",
  ]);
  if (fields.length === 0) return null;
  const back = (field_id: string) =>
    restore.mutate({ path: { field_id } }, { onSuccess: () => void message.success(t("restored")), onError: refuse });
  return (
    <Card title={t("archived")}>
      <ul className="fields-list">
        {fields.map(({ field_id, label, key, type }) => (
          <li key={field_id}>
            <span className="fields-name">
              <span>{label}</span>
              <code className="s mut">{key}</code>
            </span>
            <span className="fields-type mut">{t(type)}</span>
            <span className="fields-tags" />
            {may ? (
              <span className="fields-acts">
                <Button size="small" onClick={() => back(field_id)} aria-label={`${t("restore")} ${label}`}>
                  {t("restore")}
                </Button>
              </span>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}
