import { Fragment } from "react";
import type { Permission, RoleMatrix } from "../../../api/contract.ts";
import { useText } from "../../../i18n/language.ts";
import { permissionGroups, permissionTexts } from "../../../i18n/texts/permissions.ts";
import { roleTexts } from "../../../i18n/texts/roles.ts";
import { groupPermissions } from "./groups.ts";
import { MatrixHead, Mark } from "./matrix-parts.tsx";

/** Each role beside each other: who may do what, at a glance. */
export function PermissionMatrix({ roles }: { roles: RoleMatrix["roles"] }) {
  const t = useText(roleTexts);
  const p = useText(permissionTexts);
  const g = useText(permissionGroups);
  const all = Object.keys(permissionTexts) as Permission[];
  return (
    <div className="matrix">
      <table className="ledger c" aria-label={t("by_permission")}>
        <MatrixHead first={t("permission")} roles={roles} />
        <tbody>
          {groupPermissions(all).map(({ key, list }) => (
            <Fragment key={key}>
              <tr className="matrix__group">
                <th scope="colgroup" colSpan={roles.length + 1}>
                  {g(key)}
                </th>
              </tr>
              {list.map((permission) => (
                <tr key={permission}>
                  <th scope="row" title={`${p(permission)} ${permission}`}>
                    {p(permission)}
                  </th>
                  {roles.map((role) => (
                    <Mark key={role.role_id} granted={role.permissions.includes(permission)} />
                  ))}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}
