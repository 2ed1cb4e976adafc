import { App, Button } from "antd";
import { useApi, useSend } from "../../../api/query.ts";
import { useText } from "../../../i18n/language.ts";
import { security } from "../../../i18n/texts/security.ts";
import { Card, PageHead } from "../../../ui/card.tsx";
import { QueryView } from "../../../ui/query-view.tsx";
import { useAdvice } from "../../../ui/states.tsx";
import { PasswordCard } from "./password-card.tsx";
import { PhoneCard } from "./phone-card.tsx";
import { SessionItem } from "./session-item.tsx";
import { TotpCard } from "./totp-card.tsx";
import "./security.css";

function Devices() {
  const t = useText(security);
  const { message } = App.useApp();
  const advice = useAdvice();
  const sessions = useApi("GET /v1/sessions", {});
  const end = useSend("DELETE /v1/sessions/{session_id}", ["GET /v1/sessions"]);
  const endOthers = useSend("DELETE /v1/sessions", ["GET /v1/sessions"]);
  const onError = (e: Parameters<typeof advice>[0]) => void message.error(advice(e));
  const others = (sessions.data?.data.length ?? 0) > 1;
  const tools = others ? (
    <Button
      loading={endOthers.isPending}
      onClick={() => endOthers.mutate({}, { onError, onSuccess: () => void message.success(t("ended_others")) })}
    >
      {t("end_others")}
    </Button>
  ) : null;
  return (
    <Card title={t("devices")} tools={tools}>
      <QueryView query={sessions}>
        {({ data }) => (
          <ul className="security__sessions">
            {data.map((row) => (
              <SessionItem
                key={row.session_id}
                row={row}
                pending={end.isPending && end.variables.path.session_id === row.session_id}
                onEnd={() => end.mutate({ path: { session_id: row.session_id } }, { onError })}
              />
            ))}
          </ul>
        )}
      </QueryView>
    </Card>
  );
}

export function Security() {
  const t = useText(security);
  const mine = useApi("GET /v1/me/security", {});
  return (
    <>
      <PageHead title={t("title")} note={t("note")} />
      <div className="stack">
        <QueryView query={mine}>
          {(data) => (
            <div className="row security">
              <PasswordCard email={data.email} changed_at={data.password_changed_at} />
              <TotpCard totp={data.totp} onChange={() => void mine.refetch()} />
              <PhoneCard tail={data.phone_tail} />
            </div>
          )}
        </QueryView>
        <Devices />
      </div>
    </>
  );
}
