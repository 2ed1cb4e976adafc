import type { ReactNode } from "react";
import { phoneInGroups } from "../../format/numbers.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { useStore } from "../../state/store.ts";
import { tenant } from "../../state/tenant.ts";
import { signInByWechat } from "../../state/sign-in.ts";
import { useAction } from "../../state/use-action.ts";
import { Box, Field, Tap, WechatPhoneButton } from "../../ui/elements";
import { Button } from "../../ui/parts";
import { type SignInState, useSignIn } from "./use-sign-in.ts";

const PROBLEM_ID = "login-problem";
/** A browser groups digits as they are typed and takes pasted signs; the mini-program's number pad gives digits alone. */
const IS_BROWSER = process.env.TARO_ENV === "h5";

function PhoneField({ state }: { state: SignInState }): ReactNode {
  const { t } = useLanguage();
  return (
    <Box className="field">
      <Box as="span" className="field__label">
        {t("login_phone")}
      </Box>
      <Box as="span" className="field__lead">
        +86
      </Box>
      <Field
        id="phone"
        kind="phone"
        label={t("login_phone")}
        value={IS_BROWSER ? phoneInGroups(state.phone) : state.phone}
        onValue={state.typePhone}
        max_length={IS_BROWSER ? 20 : 11}
        placeholder={t("login_phone_hint")}
        invalid={state.problem?.at === "phone"}
        described_by={PROBLEM_ID}
      />
    </Box>
  );
}

function CodeField({ state }: { state: SignInState }): ReactNode {
  const { t } = useLanguage();
  const { wait_seconds } = state;
  return (
    <Box className="field">
      <Box as="span" className="field__label">
        {t("login_code")}
      </Box>
      <Field
        id="sms_code"
        kind="sms_code"
        label={t("login_code")}
        value={state.code}
        onValue={state.typeCode}
        max_length={IS_BROWSER ? 12 : 6}
        placeholder={t("login_code_hint")}
        onDone={state.submit}
        invalid={state.problem?.at === "code"}
        described_by={PROBLEM_ID}
        focus={state.sent_to !== undefined}
      />
      <Tap className="field__do" onTap={state.send} disabled={!state.can_send}>
        {wait_seconds > 0 ? t("login_resend", { seconds: wait_seconds }) : t("login_send")}
      </Tap>
    </Box>
  );
}

interface SignInFormProps {
  onDone: () => void;
  onAsk: (() => void) | undefined;
}

/** The number without typing; asked only after the privacy sheet was agreed to. */
function ByWechat({ onDone, onAsk }: SignInFormProps): ReactNode {
  const { t } = useLanguage();
  const action = useAction();
  const enter = async (phone_code: string) => {
    if (await action.run(() => signInByWechat(phone_code))) onDone();
  };
  return (
    <Box className="login__wechat">
      {onAsk === undefined ? (
        <WechatPhoneButton
          label={t("login_wechat")}
          onPhone={(phone_code) => void enter(phone_code)}
          disabled={action.is_busy}
        />
      ) : (
        <Button label={t("login_wechat")} onTap={onAsk} wide />
      )}
      {action.problem !== undefined && (
        <Box as="p" className="login__say bad" role="alert">
          {action.problem}
        </Box>
      )}
      <Box as="p" className="login__or">
        {t("login_or_sms")}
      </Box>
    </Box>
  );
}

export function SignInForm({ onDone, onAsk }: SignInFormProps): ReactNode {
  const { t } = useLanguage();
  const state = useSignIn(onDone, onAsk);
  const is_test = useStore(tenant)?.test_channel === true;
  const { sent_to, problem, is_busy } = state;
  const said = sent_to === undefined ? "" : t("login_sent", { phone: phoneInGroups(sent_to) });
  return (
    <Box className="login__form">
      {process.env.TARO_ENV === "weapp" && <ByWechat onDone={onDone} onAsk={onAsk} />}
      <PhoneField state={state} />
      <CodeField state={state} />
      <Box id={PROBLEM_ID} className={`login__say ${problem === undefined ? "" : "bad"}`} role="status">
        {problem?.text ?? said}
      </Box>
      {sent_to !== undefined && is_test && (
        <Box as="p" className="login__test">
          {t("login_test")}
        </Box>
      )}
      <Button label={t(is_busy ? "login_busy" : "login_submit")} onTap={state.submit} busy={is_busy} wide />
    </Box>
  );
}
