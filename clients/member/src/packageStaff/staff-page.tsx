import type { ReactNode } from "react";
import { type Key, useLanguage } from "../i18n/i18n.ts";
import { mayDo, staff_session, staff_was_ended, type StaffSession } from "../state/staff.ts";
import { useStore } from "../state/store.ts";
import { Box } from "../ui/elements";
import { Page } from "../ui/page";
import { Empty, navigate } from "../ui/parts";

export const goToStaff = (page: string, query = "") => navigate(`/packageStaff/${page}/index${query}`);

interface StaffPageProps {
  title: Key;
  name: string;
  /** Without it the page says why it is empty; the server refuses anyway. */
  permission?: string;
  over?: ReactNode;
  children: (session: StaffSession) => ReactNode;
}

/** The frame of the staff's pages: only for who is signed in as staff, and only what their role may do. */
export function StaffPage({ title, name, permission, over, children }: StaffPageProps): ReactNode {
  const { t } = useLanguage();
  const session = useStore(staff_session);
  const is_over = useStore(staff_was_ended);
  const may = session !== undefined && (permission === undefined || mayDo(session, permission));
  return (
    <Page title={title} name={name} over={over}>
      <Box className="staff">
        {session === undefined && (
          <Empty
            title={t(is_over ? "session_over" : "staff_first")}
            why={t(is_over ? "session_over_why" : "staff_first_why")}
            action={{ label: t("title_staff_sign_in"), onTap: () => goToStaff("sign-in") }}
          />
        )}
        {session !== undefined && !may && (
          <Empty
            title={t("staff_no_right")}
            why={t("staff_no_right_why")}
            action={{ label: t("staff_home"), onTap: () => goToStaff("home") }}
          />
        )}
        {session !== undefined && may && children(session)}
      </Box>
    </Page>
  );
}
