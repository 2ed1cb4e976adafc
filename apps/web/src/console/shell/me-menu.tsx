import { App, Button, Dropdown, Modal } from "antd";
import { useState } from "react";
import type { SessionItem } from "../../api/contract.ts";
import { useApi, useSend } from "../../api/query.ts";
import { startSession, useSession } from "../../api/session.ts";
import { stamp } from "../../i18n/format.ts";
import { useText } from "../../i18n/language.ts";
import { everyday } from "../../i18n/texts/everyday.ts";
import { shell } from "../../i18n/texts/shell.ts";
import { Sep } from "../../ui/card.tsx";
import { Tag } from "../../ui/marks.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { useAdvice } from "../../ui/states.tsx";

/** "Chrome · Windows" is all a person needs to know their own device again. */
function deviceOf(agent: string | null): string | undefined {
  const find = (names: [RegExp, string][]) => names.find(([pattern]) => agent && pattern.test(agent))?.[1];
  const browser = find([
    [/MicroMessenger/, "WeChat"],
    [/Edg\//, "Edge"],
    [/Firefox\//, "Firefox"],
    [/Chrome\//, "Chrome"],
    [/Safari\//, "Safari"],
  ]);
  const system = find([
    [/Windows/, "Windows"],
    [/Android/, "Android"],
    [/iPhone|iPad/, "iOS"],
    [/Mac OS/, "macOS"],
    [/Linux/, "Linux"],
  ]);
  return [browser, system].filter(Boolean).join(", ") || agent?.slice(0, 40) || undefined;
}

function SessionItem({ row }: { row: SessionItem }) {
  const t = useText(shell);
  const { message } = App.useApp();
  const advice = useAdvice();
  const end = useSend("DELETE /v1/sessions/{session_id}", ["GET /v1/sessions"]);
  const onEnd = () =>
    end.mutate({ path: { session_id: row.session_id } }, { onError: (e) => message.error(advice(e)) });
  return (
    <li style={{ display: "flex", alignItems: "center", gap: 12, minHeight: 56, borderTop: "1px solid var(--line-2)" }}>
      <div style={{ minWidth: 0 }}>
        <p className="cut" title={row.user_agent ?? undefined}>
          {deviceOf(row.user_agent) ?? t("unknown_device")}{" "}
          {row.current ? <Tag wash="ma">{t("this_session")}</Tag> : null}
        </p>
        <p className="s mut">
          {t("signed_in", { time: stamp(row.created_at) })}
          <Sep />
          {t("last_seen", { time: stamp(row.last_seen_at) })}
        </p>
      </div>
      {row.current ? null : (
        <Button size="small" style={{ marginLeft: "auto" }} loading={end.isPending} onClick={onEnd}>
          {t("end_session")}
        </Button>
      )}
    </li>
  );
}

function SessionsDialog({ onClose }: { onClose: () => void }) {
  const t = useText(shell);
  const sessions = useApi("GET /v1/sessions", {});
  return (
    <Modal open title={t("sessions")} footer={null} onCancel={onClose} width={520}>
      <QueryView query={sessions}>
        {({ data }) => (
          <ul>
            {data.map((row) => (
              <SessionItem key={row.session_id} row={row} />
            ))}
          </ul>
        )}
      </QueryView>
    </Modal>
  );
}

export function useSignOut(): () => void {
  const send = useSend("DELETE /v1/session");
  return () => send.mutate({}, { onSettled: () => startSession(null) });
}

export function MeMenu() {
  const t = useText(shell);
  const c = useText(everyday);
  const { staff, scope } = useSession();
  const [sessions, setSessions] = useState(false);
  const signOut = useSignOut();
  const items = [
    { key: "who", type: "group" as const, label: staff.email },
    { key: "sessions", label: t("sessions"), onClick: () => setSessions(true) },
    { key: "out", label: t("sign_out"), onClick: signOut },
  ];
  return (
    <>
      <Dropdown trigger={["click"]} placement="bottomRight" menu={{ items }}>
        <button
          type="button"
          className="me"
          title={staff.name}
          aria-label={`${t("me")} ${staff.name}`}
          aria-haspopup="menu"
        >
          <span className="face" aria-hidden="true">
            {staff.name.slice(0, 1)}
          </span>
          <span className="who">{staff.name}</span>
          <span className="who mut">{scope.all ? c("all") : scope.name}</span>
        </button>
      </Dropdown>
      {sessions ? <SessionsDialog onClose={() => setSessions(false)} /> : null}
    </>
  );
}
