import type { RoleMatrix } from "../../../api/contract.ts";
import { useText } from "../../../i18n/language.ts";
import { roleTexts } from "../../../i18n/texts/roles.ts";

export function MatrixHead({ first, roles }: { first: string; roles: RoleMatrix["roles"] }) {
  return (
    <thead>
      <tr>
        <th scope="col">{first}</th>
        {roles.map((role) => (
          <th key={role.role_id} scope="col" className="matrix__role" title={role.name}>
            {role.name}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** A filled square or an empty place; the words are for those who hear the page. */
export function Mark({ granted }: { granted: boolean }) {
  const t = useText(roleTexts);
  return (
    <td className="matrix__cell">
      {granted ? <i className="matrix__mark" aria-hidden="true" /> : null}
      <span className="sr">{t(granted ? "granted" : "not_granted")}</span>
    </td>
  );
}
