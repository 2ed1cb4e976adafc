import { Dropdown } from "antd";
import { useNavigate } from "react-router";
import { useSend } from "../../api/query.ts";
import { startSession, useSession } from "../../api/session.ts";
import { useText } from "../../i18n/language.ts";
import { everyday } from "../../i18n/texts/everyday.ts";
import { shell } from "../../i18n/texts/shell.ts";

export function useSignOut(): () => void {
  const send = useSend("DELETE /v1/session");
  return () => send.mutate({}, { onSettled: () => startSession(null) });
}

export function MeMenu() {
  const t = useText(shell);
  const c = useText(everyday);
  const { staff, scope } = useSession();
  const navigate = useNavigate();
  const signOut = useSignOut();
  const items = [
    { key: "who", type: "group" as const, label: staff.email },
    { key: "security", label: t("security"), onClick: () => void navigate("/me/security") },
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
    </>
  );
}
