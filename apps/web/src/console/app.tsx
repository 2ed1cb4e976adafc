import { App as AntApp, ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import koKR from "antd/locale/ko_KR";
import zhCN from "antd/locale/zh_CN";
import dayjs from "dayjs";
import "dayjs/locale/ko";
import "dayjs/locale/zh-cn";
import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { RouterProvider } from "react-router";
import { queryClient } from "../api/query.ts";
import { SessionContext, startSession, useSessionQuery } from "../api/session.ts";
import { useLanguage, useText } from "../i18n/language.ts";
import { everyday } from "../i18n/texts/everyday.ts";
import { shell } from "../i18n/texts/shell.ts";
import { Icon } from "../ui/icon.tsx";
import { ErrorState, Skeleton } from "../ui/states.tsx";
import { theme } from "../ui/theme.ts";
import { AcceptInvitation } from "./pages/sign-in/accept-invitation.tsx";
import { ResetPassword } from "./pages/sign-in/reset-password.tsx";
import { SetUpFactor } from "./pages/sign-in/set-up-factor.tsx";
import { SignIn } from "./pages/sign-in/sign-in.tsx";
import { router } from "./routes.tsx";
import { ScopeProvider } from "./shell/scope.tsx";

const locales = { "zh-CN": zhCN, en: enUS, ko: koKR };

function Gate() {
  const t = useText(shell);
  const session = useSessionQuery();
  useEffect(
    // A session that ended elsewhere sends every open page back to the sign-in form.
    () =>
      queryClient.getQueryCache().subscribe((event) => {
        if (
          event.type === "updated" &&
          event.action.type === "error" &&
          "status" in event.action.error &&
          event.action.error.status === 401
        )
          startSession(null);
      }),
    [],
  );
  if (session.isPending) return <Skeleton rows={3} />;
  if (session.error)
    return <ErrorState error={session.error} title={t("session_lost")} onRetry={() => void session.refetch()} />;
  if (!session.data) return <SignIn />;
  if (session.data.totp_setup_required) return <SetUpFactor />;
  return (
    <SessionContext value={session.data}>
      <ScopeProvider key={session.data.tenant.tenant_id}>
        <RouterProvider router={router} />
      </ScopeProvider>
    </SessionContext>
  );
}

/** Pages that a mailed link opens, signed in or not. The address is left behind: a link works once. */
function Entrance() {
  const [page, setPage] = useState(() => ({ path: location.pathname, token: location.hash.slice(1) }));
  const leave = () => {
    void router.navigate("/", { replace: true });
    setPage({ path: "/", token: "" });
    void queryClient.invalidateQueries();
  };
  if (page.path === "/accept-invitation") return <AcceptInvitation token={page.token} onLeave={leave} />;
  if (page.path === "/reset-password") return <ResetPassword token={page.token} onLeave={leave} />;
  return <Gate />;
}

function Localised({ children }: { children: ReactNode }) {
  const language = useLanguage();
  const c = useText(everyday);
  dayjs.locale(language.toLowerCase());
  useEffect(() => {
    document.title = c("brand");
    // Answers carry words in the language they were asked for in.
    return () => void queryClient.invalidateQueries();
  }, [c]);
  return (
    <ConfigProvider
      locale={locales[language]}
      theme={theme}
      button={{ autoInsertSpace: false }}
      select={{ suffixIcon: <Icon name="down" /> }}
      datePicker={{ suffixIcon: <Icon name="calendar" /> }}
      timePicker={{ suffixIcon: <Icon name="clock" /> }}
      renderEmpty={() => <p className="no-options">{c("no_options")}</p>}
    >
      <AntApp message={{ maxCount: 3 }} style={{ display: "contents" }}>
        {children}
      </AntApp>
    </ConfigProvider>
  );
}

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <Localised>
        <Entrance />
      </Localised>
    </QueryClientProvider>
  );
}
