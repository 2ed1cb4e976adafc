import { Alert } from "antd";
import type { ReactNode } from "react";
import { ApiError, codeOf, type Failure, requestIdOf } from "../../../api/client.ts";
import { setLanguage, useLanguage, useText } from "../../../i18n/language.ts";
import { LANGUAGES, lookup } from "../../../i18n/text.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { languageNames } from "../../../i18n/texts/shell.ts";
import { signIn } from "../../../i18n/texts/sign-in.ts";
import { Range } from "../../../ui/art/range.tsx";
import { BrandMark } from "../../../ui/mark.tsx";
import { RequestId, useAdvice } from "../../../ui/states.tsx";
import "./sign-in.css";

export function Refusal({ error }: { error: Failure }) {
  const language = useLanguage();
  const advice = useAdvice();
  const known = lookup(signIn, codeOf(error), language);
  // What the person can mend needs no number for the support.
  const ours = error instanceof ApiError && error.status >= 500;
  return (
    <Alert
      type={codeOf(error) === "locked_out" ? "warning" : "error"}
      className="sign-in__failure"
      title={known ?? advice(error)}
      description={ours ? <RequestId id={requestIdOf(error)} /> : undefined}
      role="alert"
    />
  );
}

function Languages() {
  const t = useText(signIn);
  const language = useLanguage();
  return (
    <p className="sign-in__languages" role="group" aria-label={t("language")}>
      {LANGUAGES.map((l) => (
        <button key={l} type="button" lang={l} aria-pressed={l === language} onClick={() => setLanguage(l)}>
          {languageNames[l]}
        </button>
      ))}
    </p>
  );
}

/** What stands before the console: signing in, invitations, new passwords. */
export function Door({ title, children }: { title: string; children: ReactNode }) {
  const t = useText(signIn);
  const c = useText(everyday);
  return (
    <div className="sign-in">
      <div className="sign-in__art">
        <p className="sign-in__brand">
          <BrandMark />
          {c("brand")}
        </p>
        <p className="sign-in__lead">{t("lead")}</p>
        <Range className="sign-in__range" />
      </div>
      <main className="sign-in__panel">
        <h1>{title}</h1>
        {children}
        <Languages />
      </main>
    </div>
  );
}
