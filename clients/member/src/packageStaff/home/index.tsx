import { useDidShow } from "@tarojs/taro";
import type { ReactNode } from "react";
import type { IconName } from "../../art/icons.ts";
import { grouped } from "../../format/numbers.ts";
import { type Key, useLanguage } from "../../i18n/i18n.ts";
import { callAsStaff, endStaffSession, mayDo, type StaffSession } from "../../state/staff.ts";
import { useAnswer } from "../../state/use-answer.ts";
import { Box } from "../../ui/elements";
import { Button, Failure, Skeleton } from "../../ui/parts";
import { LinkRow } from "../../ui/rows";
import { goToStaff, StaffPage } from "../staff-page";
import "./index.scss";

interface Task {
  page: string;
  icon: IconName;
  title: Key;
  why: Key;
  permission: string;
}

const TASKS: readonly Task[] = [
  { page: "gate", icon: "gate", title: "title_staff_gate", why: "staff_gate_why", permission: "visits:write" },
  {
    page: "lookup",
    icon: "search",
    title: "title_staff_lookup",
    why: "staff_lookup_why",
    permission: "members:identify",
  },
  {
    page: "register",
    icon: "plus",
    title: "title_staff_register",
    why: "staff_register_why",
    permission: "members:write",
  },
  { page: "poster", icon: "qr", title: "title_staff_poster", why: "staff_poster_why", permission: "members:write" },
];

const COUNTS = [
  { field: "registered", key: "today_registered" },
  { field: "admissions", key: "today_admissions" },
  { field: "purchases", key: "today_purchases" },
] as const;

function Today({ token }: { token: string }): ReactNode {
  const { t } = useLanguage();
  const day = useAnswer(token, () => callAsStaff("GET /v1/me/today"));
  useDidShow(day.reload);
  if (day.value === undefined) {
    return day.error === undefined ? <Skeleton rows={1} /> : <Failure error={day.error} onRetry={day.reload} />;
  }
  const { value } = day;
  return (
    <Box className="card today">
      {COUNTS.map(({ field, key }) => (
        <Box key={field} className="today__one">
          <Box as="p" className="today__count">
            {grouped(value[field])}
          </Box>
          <Box as="p" className="today__what">
            {t(key)}
          </Box>
        </Box>
      ))}
    </Box>
  );
}

function Home({ session }: { session: StaffSession }): ReactNode {
  const { t } = useLanguage();
  const leave = () => {
    void callAsStaff("DELETE /v1/session").catch(() => undefined);
    endStaffSession();
  };
  return (
    <>
      <Box className="staff__who">
        <Box as="h2" className="staff__name">
          {session.staff.name}
        </Box>
        <Box as="p" className="staff__where">
          {`${session.unit.name}${t("why_comma")}${session.role}`}
        </Box>
      </Box>
      <Today token={session.token} />
      <Box as="h2" className="staff__head">
        {t("staff_tasks")}
      </Box>
      <Box className="card">
        {TASKS.filter(({ permission }) => mayDo(session, permission)).map((task) => (
          <LinkRow
            key={task.page}
            icon={task.icon}
            label={t(task.title)}
            note={t(task.why)}
            onTap={() => goToStaff(task.page)}
          />
        ))}
      </Box>
      <Button label={t("staff_sign_out")} onTap={leave} line wide />
    </>
  );
}

/** What somebody on the floor does, and what came of it today. */
export default function StaffHomePage(): ReactNode {
  return (
    <StaffPage title="title_staff" name="staff">
      {(session) => <Home session={session} />}
    </StaffPage>
  );
}
