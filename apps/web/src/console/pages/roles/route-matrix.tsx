import { Input } from "antd";
import { Fragment, useState } from "react";
import type { RoleMatrix } from "../../../api/contract.ts";
import { useLanguage, useText } from "../../../i18n/language.ts";
import { roleTexts } from "../../../i18n/texts/roles.ts";
import { EmptyState } from "../../../ui/states.tsx";
import { MatrixHead, Mark } from "./matrix-parts.tsx";

type Route = RoleMatrix["routes"][number];

const opens = ({ actors, permission }: Route, role: RoleMatrix["roles"][number]) =>
  actors.includes("public") ||
  (actors.includes("staff") && (permission === null || role.permissions.includes(permission)));

/** What each role can call, from the routes themselves: nothing is written down twice. */
export function RouteMatrix({ routes, roles }: RoleMatrix) {
  const t = useText(roleTexts);
  const language = useLanguage();
  const [words, setWords] = useState("");
  const wanted = words.trim().toLowerCase();
  const shown = routes.filter(({ route, summary, permission }) =>
    `${route} ${summary} ${permission ?? ""}`.toLowerCase().includes(wanted),
  );
  const groups = Object.entries(Object.groupBy(shown, (route) => route.tag));
  const callers = (route: Route) => route.actors.map((actor) => t(actor)).join(language === "zh-CN" ? "、" : ", ");
  return (
    <>
      <div className="filter-row">
        <Input
          allowClear
          type="search"
          style={{ width: 320 }}
          aria-label={t("find_route")}
          placeholder={t("find_route")}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </div>
      {shown.length === 0 ? (
        <EmptyState title={t("nothing_found")} />
      ) : (
        <div className="matrix wide">
          <table className="ledger c" aria-label={t("by_route")}>
            <MatrixHead first={t("route")} roles={roles} />
            <tbody>
              {groups.map(([tag, list = []]) => (
                <Fragment key={tag}>
                  <tr className="matrix__group">
                    <th scope="colgroup" colSpan={roles.length + 1}>
                      {tag}
                    </th>
                  </tr>
                  {list.map((route) => (
                    <tr key={route.route}>
                      <th scope="row" title={`${route.summary} (${callers(route)} ${route.permission ?? ""})`}>
                        <code>{route.route}</code>
                      </th>
                      {roles.map((role) => (
                        <Mark key={role.role_id} granted={opens(route, role)} />
                      ))}
                    </tr>
                  ))}
                </Fragment>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
