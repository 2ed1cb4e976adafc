import Taro from "@tarojs/taro";
import type { ReactNode } from "react";
import { phoneInGroups } from "../../format/numbers.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import { useStore } from "../../state/store.ts";
import { tenant } from "../../state/tenant.ts";
import { Box, Field, Tap } from "../../ui/elements";
import { Page } from "../../ui/page";
import { Button } from "../../ui/parts";
import { type StaffSignIn, useStaffSignIn } from "./use-staff-sign-in.ts";
import "./index.scss";

const PROBLEM_ID = "staff-problem";
const IS_BROWSER = process.env.TARO_ENV === "h5";
const toHome = () => void Taro.redirectTo({ url: "/packageStaff/home/index" });

function PhoneAndCode({ state }: { state: StaffSignIn }): ReactNode {
  const { t } = useLanguage();
  const { wait_seconds, action } = state;
  return (
    <>
      <Box as="p" className="staff__why">
        {t("staff_sign_in_why")}
      </Box>
      <Box className="field">
        <Box as="span" className="field__label">
          {t("login_phone")}
        </Box>
        <Field
          id="staff_phone"
          kind="phone"
          label={t("login_phone")}
          value={IS_BROWSER ? phoneInGroups(state.phone) : state.phone}
          onValue={state.typePhone}
          max_length={IS_BROWSER ? 20 : 11}
          placeholder={t("login_phone_hint")}
          described_by={PROBLEM_ID}
        />
      </Box>
      <Box className="field">
        <Box as="span" className="field__label">
          {t("login_code")}
        </Box>
        <Field
          id="staff_code"
          kind="sms_code"
          label={t("login_code")}
          value={state.code}
          onValue={state.typeCode}
          max_length={IS_BROWSER ? 12 : 6}
          placeholder={t("login_code_hint")}
          onDone={state.submit}
          described_by={PROBLEM_ID}
          focus={state.sent_to !== undefined}
        />
        <Tap className="field__do" onTap={state.send} disabled={wait_seconds > 0 || action.is_busy}>
          {wait_seconds > 0 ? t("login_resend", { seconds: wait_seconds }) : t("login_send")}
        </Tap>
      </Box>
    </>
  );
}

function SecondStep({ state }: { state: StaffSignIn }): ReactNode {
  const { t } = useLanguage();
  return (
    <>
      <Box as="h2" className="staff__head">
        {t("staff_second")}
      </Box>
      <Box as="p" className="staff__why">
        {t("staff_second_why")}
      </Box>
      <Box className="field">
        <Box as="span" className="field__label">
          {t("staff_second_code")}
        </Box>
        <Field
          id="staff_second"
          kind="sms_code"
          label={t("staff_second_code")}
          value={state.code}
          onValue={state.typeCode}
          max_length={IS_BROWSER ? 12 : 6}
          placeholder={t("login_code_hint")}
          onDone={state.submit}
          described_by={PROBLEM_ID}
          focus
        />
      </Box>
    </>
  );
}

export default function StaffSignInPage(): ReactNode {
  const { t } = useLanguage();
  const state = useStaffSignIn(toHome);
  const is_test = useStore(tenant)?.test_channel === true;
  const { action, sent_to } = state;
  const said = sent_to === undefined ? "" : t("login_sent", { phone: phoneInGroups(sent_to) });
  return (
    <Page title="title_staff_sign_in" name="staff-sign-in">
      <Box className="staff">
        {state.is_second ? <SecondStep state={state} /> : <PhoneAndCode state={state} />}
        <Box id={PROBLEM_ID} className={`formfield__said ${action.problem === undefined ? "" : "bad"}`} role="status">
          {action.problem ?? (state.is_second ? "" : said)}
        </Box>
        {sent_to !== undefined && is_test && !state.is_second && (
          <Box as="p" className="staff__why">
            {t("login_test")}
          </Box>
        )}
        <Button
          label={t(action.is_busy ? "login_busy" : "login_submit")}
          onTap={state.submit}
          busy={action.is_busy}
          wide
        />
      </Box>
    </Page>
  );
}
