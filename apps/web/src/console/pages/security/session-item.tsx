import { Button } from "antd";
import type { SessionItem as Session } from "../../../api/contract.ts";
import { stamp } from "../../../i18n/format.ts";
import { useText } from "../../../i18n/language.ts";
import { shell } from "../../../i18n/texts/shell.ts";
import { Sep } from "../../../ui/card.tsx";
import { Tag } from "../../../ui/marks.tsx";
import { deviceOf } from "./device.ts";

export function SessionItem({ row, pending, onEnd }: { row: Session; pending: boolean; onEnd: () => void }) {
  const t = useText(shell);
  return (
    <li className="session-item">
      <div>
        <p className="cut" title={row.user_agent ?? undefined}>
          {deviceOf(row.user_agent) ?? t("unknown_device")}{" "}
          {row.current ? <Tag wash="ma">{t("this_session")}</Tag> : null}
        </p>
        <p className="s mut">
          {t("signed_in", { time: stamp(row.created_at) })}
          <Sep />
          {t("last_seen", { time: stamp(row.last_seen_at) })}
        </p>
      </div>
      {row.current ? null : (
        <Button size="small" loading={pending} onClick={onEnd}>
          {t("end_session")}
        </Button>
      )}
    </li>
  );
}
