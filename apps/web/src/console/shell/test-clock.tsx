import { App, Button, DatePicker, Popover } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import { useState } from "react";
import { queryClient, useApi, useSend } from "../../api/query.ts";
import { stamp } from "../../i18n/format.ts";
import { useText } from "../../i18n/language.ts";
import { shell } from "../../i18n/texts/shell.ts";
import { Icon } from "../../ui/icon.tsx";
import { useAdvice } from "../../ui/states.tsx";

const STEPS = [
  ["plus_day", 1],
  ["plus_week", 7],
  ["plus_month", 30],
] as const;

function AdvancePanel({ now, onDone }: { now: string; onDone: () => void }) {
  const t = useText(shell);
  const { message } = App.useApp();
  const advice = useAdvice();
  const [to, setTo] = useState<Dayjs | null>(null);
  const send = useSend("POST /v1/test_clock/advance");
  const advance = (target: Dayjs) =>
    send.mutate(
      { body: { to: target.toISOString() } },
      {
        onSuccess: async (answer) => {
          await queryClient.invalidateQueries();
          message.success(t("advanced", { time: stamp(answer.now), count: answer.timers_run }));
          onDone();
        },
        onError: (error) => message.error(advice(error)),
      },
    );
  return (
    <div style={{ width: 288, display: "grid", gap: 12 }}>
      <p className="s mut">{t("advance_note")}</p>
      <div style={{ display: "flex", gap: 8 }}>
        {STEPS.map(([text, days]) => (
          <Button
            key={text}
            size="small"
            disabled={send.isPending}
            onClick={() => advance(dayjs(now).add(days, "day"))}
          >
            {t(text)}
          </Button>
        ))}
      </div>
      <div style={{ display: "flex", gap: 8 }}>
        <DatePicker
          showTime={{ format: "HH:mm" }}
          value={to}
          onChange={setTo}
          minDate={dayjs(now)}
          placeholder={t("advance_to")}
          style={{ flex: 1 }}
          aria-label={t("advance_to")}
        />
        <Button type="primary" disabled={!to} loading={send.isPending} onClick={() => to && advance(to)}>
          {t("advance")}
        </Button>
      </div>
    </div>
  );
}

/** Only in a sandbox: its own time, and a way to move it on. */
export function TestClock({ mayAdvance }: { mayAdvance: boolean }) {
  const t = useText(shell);
  const [open, setOpen] = useState(false);
  const clock = useApi("GET /v1/test_clock", {}, { refreshSeconds: 30 });
  if (!clock.data) return null;
  const face = (
    <button
      type="button"
      className="tool clock"
      aria-label={`${t("test_clock")} ${stamp(clock.data.now)}`}
      disabled={!mayAdvance}
      title={t("test_clock")}
    >
      <Icon name="clock" />
      <span>{stamp(clock.data.now)}</span>
    </button>
  );
  if (!mayAdvance) return face;
  return (
    <Popover
      trigger="click"
      arrow={false}
      open={open}
      onOpenChange={setOpen}
      title={t("test_clock")}
      content={<AdvancePanel now={clock.data.now} onDone={() => setOpen(false)} />}
    >
      {face}
    </Popover>
  );
}
