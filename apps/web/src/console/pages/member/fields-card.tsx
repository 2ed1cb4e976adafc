import type { ReactNode } from "react";
import type { Member, MemberField } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { useSession } from "../../../api/session.ts";
import { useText } from "../../../i18n/language.ts";
import { fieldTexts } from "../../../i18n/texts/fields.ts";
import { Card } from "../../../ui/card.tsx";
import { Tag } from "../../../ui/marks.tsx";
import { Ring } from "../../../ui/ring.tsx";
import { useValueText } from "../fields/value-text.ts";
import "./fields-card.css";

/** How complete the profile is and what it lacks; what the group's own fields hold. */
export function FieldsCard({ member }: { member: Member }) {
  const t = useText(fieldTexts);
  const fields = useApi("GET /v1/member_fields", {}).data?.data ?? [];
  const { percent, missing } = member.completeness;
  if (member.erased_at) return null;
  return (
    <Card title={t("profile")}>
      <div className="whole">
        <Ring percent={percent} label={t("completeness")} />
        <div>
          <p className="med">{t("completeness")}</p>
          {missing.length === 0 ? (
            <p className="mut">{t("complete")}</p>
          ) : (
            <p className="mut whole__missing">
              {t("missing")}
              {missing.map(({ item, label }) => (
                <Tag key={item}>{label}</Tag>
              ))}
            </p>
          )}
        </div>
      </div>
      <Values member={member} fields={fields} />
    </Card>
  );
}

function Values({ member, fields }: { member: Member; fields: readonly MemberField[] }) {
  const t = useText(fieldTexts);
  const textOf = useValueText();
  const { masks } = useSession();
  const hides = masks.includes("custom_fields");
  const isHidden = ({ is_sensitive }: MemberField) => is_sensitive && hides;
  const shown = fields.filter((field) => isHidden(field) || (member.fields[field.key] ?? null) !== null);
  if (fields.length === 0) return null;
  if (shown.length === 0) return <p className="note-line">{t("profile_none")}</p>;
  return (
    <dl className="facts">
      {shown.map((field) => (
        <Fact key={field.field_id} label={field.label}>
          {isHidden(field) ? (
            <span className="mut">{t("hidden")}</span>
          ) : (
            textOf(field, member.fields[field.key] ?? null)
          )}
        </Fact>
      ))}
    </dl>
  );
}

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </>
);
