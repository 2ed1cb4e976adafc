import { Button } from "antd";
import { useState } from "react";
import type { Member } from "../../../api/contract.ts";
import { useApi } from "../../../api/query.ts";
import { useMay } from "../../../api/session.ts";
import { shortDate } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { memberPrivacy } from "../../../i18n/texts/member-privacy.ts";
import { Card } from "../../../ui/card.tsx";
import { StateMark } from "../../../ui/marks.tsx";
import { useTrustWord } from "../trust/consents.tsx";
import { NewRequest } from "../trust/new-request.tsx";
import { RevealDialog, useShownNumbers } from "./reveal.tsx";

function Consents({ memberId }: { memberId: string }) {
  const t = useText(memberPrivacy);
  const word = useTrustWord();
  const consents = useApi("GET /v1/consents", { query: { member_id: memberId } });
  if (!consents.data) return <dd>…</dd>;
  const { standing, history } = consents.data;
  const broken = history.some(({ proof_holds }) => proof_holds === false);
  return (
    <dd>
      {standing.length === 0 ? <span className="mut">{t("no_consents")}</span> : null}
      {standing.map((one) => (
        <div key={one.purpose} title={`${one.text_version} · ${shortDate(one.since)}`}>
          <StateMark mark={one.state === "granted" ? "live" : "off"}>{word(one.purpose)}</StateMark>{" "}
          <span className="s mut">{word(one.state)}</span>
        </div>
      ))}
      {history.length > 0 ? <span className="s mut">{t(broken ? "proof_bad" : "proof_good")}</span> : null}
    </dd>
  );
}

/** The numbers behind the masks, what the member agreed to, and where a request about their data begins. */
export function PrivacyCard({ member }: { member: Member }) {
  const t = useText(memberPrivacy);
  const may = useMay();
  const [dialog, setDialog] = useState<"reveal" | "ask">();
  const { shown, left, show } = useShownNumbers();
  const close = () => setDialog(undefined);
  const numbers = [member.phone_masked, member.id_number_masked];
  return (
    <Card
      title={t("title")}
      tools={
        may("privacy:write") && !member.erased_at ? (
          <Button size="small" onClick={() => setDialog("ask")}>
            {t("ask")}
          </Button>
        ) : null
      }
    >
      {member.erased_at ? <p className="note-line">{t("erased")}</p> : null}
      <dl className="facts">
        <dt>{t("phone")}</dt>
        <dd>{shown?.phone ?? member.phone_masked ?? <span className="mut">{t("none")}</span>}</dd>
        <dt>{t("id_number")}</dt>
        <dd>{shown?.id_number ?? member.id_number_masked ?? <span className="mut">{t("none")}</span>}</dd>
        <dt>{t("consents")}</dt>
        <Consents memberId={member.member_id} />
      </dl>
      {may("members:reveal") && numbers.some((one) => one !== null) ? (
        <div className="pad">
          {shown ? (
            <span className="s mut" role="status">
              {t("hidden_in", { seconds: left })}
            </span>
          ) : (
            <Button size="small" onClick={() => setDialog("reveal")}>
              {t("show")}
            </Button>
          )}
        </div>
      ) : null}
      {dialog === "reveal" ? <RevealDialog member={member} onShown={show} onClose={close} /> : null}
      {dialog === "ask" ? <NewRequest memberId={member.member_id} onClose={close} /> : null}
    </Card>
  );
}
