import { useLaunch } from "@tarojs/taro";
import type { ReactNode } from "react";
import "./styles/platform";
import "./app.scss";
import { startLanguage } from "./i18n/i18n.ts";
import { countScan } from "./state/origin.ts";
import { loadTenant } from "./state/tenant.ts";

export default function App({ children }: { children?: ReactNode }): ReactNode {
  useLaunch(() => {
    startLanguage();
    // The name of the group is shown from the last start until this answers; sign-in asks again and tells of a failure.
    loadTenant().catch(() => undefined);
    // A code that is put away counts nothing; the person joins without it.
    countScan().catch(() => undefined);
  });
  return children;
}
