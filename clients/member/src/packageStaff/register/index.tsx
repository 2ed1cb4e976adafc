import type { ReactNode } from "react";
import { phoneInGroups } from "../../format/numbers.ts";
import { useLanguage } from "../../i18n/i18n.ts";
import type { StaffSession } from "../../state/staff.ts";
import { CustomFieldInput } from "../../ui/custom-field";
import { Box, Tap } from "../../ui/elements";
import { FormField } from "../../ui/form";
import { Button, Empty, goTo } from "../../ui/parts";
import { goToStaff, StaffPage } from "../staff-page";
import { useRegistration } from "./use-registration.ts";
import "./index.scss";

const NAME_MAX = 50;
const PHONE_TYPED_MAX = 20;
const IS_BROWSER = process.env.TARO_ENV === "h5";

function Form({ session }: { session: StaffSession }): ReactNode {
  const { t } = useLanguage();
  const state = useRegistration(session);
  const { done, action, known_phone } = state;
  if (done !== undefined) {
    return (
      <Empty
        title={t("register_done", { name: done.name })}
        why={t("register_done_why", { card: done.card })}
        action={{ label: t("register_more"), onTap: state.startAgain }}
      />
    );
  }
  return (
    <>
      <FormField
        id="register_phone"
        kind="phone"
        label={t("register_phone")}
        value={IS_BROWSER ? phoneInGroups(state.phone) : state.phone}
        onValue={state.typePhone}
        max_length={PHONE_TYPED_MAX}
        placeholder={t("login_phone_hint")}
        focus
      />
      <FormField
        id="register_name"
        kind="name"
        label={t("register_name")}
        value={state.name}
        onValue={state.setName}
        max_length={NAME_MAX}
        placeholder={t("register_name_hint")}
      />
      {state.fields.map((field) => (
        <CustomFieldInput
          key={field.key}
          field={field}
          draft={state.drafts[field.key]}
          onDraft={(draft) => state.setDraft(field.key, draft)}
          t={t}
        />
      ))}
      <Tap className="setting setting--row card" acts_as="switch" checked={state.is_agreed} onTap={state.toggleAgreed}>
        <Box as="span" className="setting__words">
          {t("register_consent")}
        </Box>
        <Box as="span" className={`switch ${state.is_agreed ? "is-on" : ""}`}>
          {t(state.is_agreed ? "me_on" : "me_off")}
        </Box>
      </Tap>
      <Tap className="sec__more" acts_as="link" onTap={() => goTo("policy", "?text=terms")}>
        {t("register_read")}
      </Tap>
      <Box className={`formfield__said ${action.problem === undefined ? "" : "bad"}`} role="status">
        {action.problem ?? ""}
      </Box>
      <Button label={t("register_do")} onTap={state.submit} busy={action.is_busy} wide big />
      {known_phone !== undefined && (
        <Button label={t("register_see")} onTap={() => goToStaff("lookup", `?phone=${known_phone}`)} line wide />
      )}
    </>
  );
}

export default function RegisterPage(): ReactNode {
  return (
    <StaffPage title="title_staff_register" name="staff-register" permission="members:write">
      {(session) => <Form session={session} />}
    </StaffPage>
  );
}
