import { Alert, Button } from "antd";
import { useSend } from "../../../api/query.ts";
import { refreshSession, startSession } from "../../../api/session.ts";
import { useText } from "../../../i18n/language.ts";
import { security } from "../../../i18n/texts/security.ts";
import { shell } from "../../../i18n/texts/shell.ts";
import { TotpSetup } from "../security/totp-setup.tsx";
import { Door } from "./door.tsx";

/** The role demands a second factor: nothing else is open before it is set up. */
export function SetUpFactor() {
  const t = useText(security);
  const s = useText(shell);
  const signOut = useSend("DELETE /v1/session");
  return (
    <Door title={t("totp")}>
      <Alert
        type="warning"
        className="sign-in__failure"
        title={t("totp_must")}
        description={t("totp_must_why")}
        role="status"
      />
      <TotpSetup onDone={refreshSession} />
      <p className="sign-in__aside">
        <Button type="link" onClick={() => signOut.mutate({}, { onSettled: () => startSession(null) })}>
          {s("sign_out")}
        </Button>
      </p>
    </Door>
  );
}
