import { Checkbox } from "antd";
import type { Permission } from "../../../api/contract.ts";
import { useMay, useSession } from "../../../api/session.ts";
import { useText } from "../../../i18n/language.ts";
import { permissionGroups, permissionTexts } from "../../../i18n/texts/permissions.ts";
import { roleTexts } from "../../../i18n/texts/roles.ts";
import { Card } from "../../../ui/card.tsx";
import type { PartProps } from "./draft.ts";
import { groupPermissions } from "./groups.ts";
import { type Mask, MASKS, maskExample, maskLabel } from "./mask-label.ts";

const toggled = <T,>(list: readonly T[], one: T, on: boolean): T[] =>
  on ? [...list, one] : list.filter((other) => other !== one);

/** What stays hidden. */
export function Masks({ draft, readOnly, onChange }: PartProps) {
  const t = useText(roleTexts);
  const { masks: hidden } = useSession();
  return (
    <Card title={t("masks")}>
      <div className="role__masks">
        {MASKS.map((mask: Mask) => (
          <Checkbox
            key={mask}
            // What is hidden from oneself cannot be shown to others.
            disabled={readOnly || (hidden.includes(mask) && draft.masks.includes(mask))}
            checked={draft.masks.includes(mask)}
            onChange={(event) => onChange({ masks: toggled(draft.masks, mask, event.target.checked) })}
          >
            {t(maskLabel(mask))}
            <span className="s">{t(maskExample(mask))}</span>
          </Checkbox>
        ))}
      </div>
    </Card>
  );
}

/** What somebody may do; only what the editor may do themselves can be given. */
export function Permissions({ draft, readOnly, onChange }: PartProps) {
  const t = useText(roleTexts);
  const p = useText(permissionTexts);
  const g = useText(permissionGroups);
  const may = useMay();
  const all = Object.keys(permissionTexts) as Permission[];
  return (
    <Card title={t("permissions")} note={t("chosen", { count: draft.permissions.length })}>
      {groupPermissions(all).map(({ key, list }) => {
        const mine = list.filter(may);
        const chosen = mine.filter((one) => draft.permissions.includes(one));
        const rest = draft.permissions.filter((one) => !mine.includes(one));
        return (
          <div className="role__group" key={key} role="group" aria-label={g(key)}>
            <Checkbox
              className="med"
              disabled={readOnly || mine.length === 0}
              checked={mine.length > 0 && chosen.length === mine.length}
              indeterminate={chosen.length > 0 && chosen.length < mine.length}
              onChange={(event) => onChange({ permissions: event.target.checked ? [...rest, ...mine] : rest })}
            >
              {g(key)}
            </Checkbox>
            <ul>
              {list.map((permission) => (
                <li key={permission} title={may(permission) ? permission : `${permission} ${t("beyond")}`}>
                  <Checkbox
                    disabled={readOnly || !may(permission)}
                    checked={draft.permissions.includes(permission)}
                    onChange={(event) =>
                      onChange({ permissions: toggled(draft.permissions, permission, event.target.checked) })
                    }
                  >
                    {p(permission)}
                  </Checkbox>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </Card>
  );
}
