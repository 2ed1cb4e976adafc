import { Popover } from "antd";
import { useText } from "../../i18n/language.ts";
import { kiosks } from "../../i18n/texts/kiosks.ts";
import { Icon } from "../../ui/icon.tsx";
import { useAnswer, useCalls } from "../pages/kiosks/use-calls.ts";
import "./calls-tray.css";

/** In the bar only while somebody stands at a kiosk and waits. */
export function CallsTray() {
  const t = useText(kiosks);
  const { data: list } = useCalls();
  const { answer, busy } = useAnswer();
  const calls = list?.data ?? [];
  if (calls.length === 0) return null;
  const label = t("calls_waiting", { count: calls.length });
  const rows = (
    <ul className="calls-tray">
      {calls.map((call) => (
        <li key={call.kiosk_call_id}>
          <span title={`${call.unit_name} ${call.device_name}`}>
            {call.unit_name} {call.device_name}
          </span>
          <button type="button" disabled={busy} onClick={() => answer(call)}>
            {t("answer")}
          </button>
        </li>
      ))}
    </ul>
  );
  return (
    <Popover trigger="click" placement="bottomRight" title={t("calls")} content={rows}>
      <button type="button" className="tool calls-tray__open" aria-label={label} title={label}>
        <Icon name="staff" />
        <span aria-live="polite">{calls.length}</span>
      </button>
    </Popover>
  );
}
