import { App, AutoComplete, Button, Input } from "antd";
import { useState } from "react";
import type { HolidayDay, HolidayYear } from "../../../api/contract.ts";
import { useSend } from "../../../api/query.ts";
import { useText } from "../../../i18n/language.ts";
import { everyday } from "../../../i18n/texts/everyday.ts";
import { holidayNames, holidays } from "../../../i18n/texts/holidays.ts";
import { Card } from "../../../ui/card.tsx";
import { useAdvice } from "../../../ui/states.tsx";
import { readLines } from "./read-lines.ts";
import { YearCalendar } from "./year-calendar.tsx";

const NAMES = Object.keys(holidayNames).map((value) => ({ value }));

/** Day off, working day, ordinary day, and round again. */
function turn(days: readonly HolidayDay[], date: string, name: string): HolidayDay[] {
  const found = days.find((day) => day.date === date);
  const others = days.filter((day) => day.date !== date);
  if (!found) return [...others, { date, name, is_off_day: true }];
  return found.is_off_day ? [...others, { ...found, is_off_day: false }] : others;
}

const merge = (days: readonly HolidayDay[], read: readonly HolidayDay[]): HolidayDay[] => [
  ...new Map([...days, ...read].map((day) => [day.date, day])).values(),
];

function useSave(list: HolidayYear, onDone: () => void) {
  const t = useText(holidays);
  const advice = useAdvice();
  const { message } = App.useApp();
  const send = useSend("PUT /v1/holidays/{year}", ["GET /v1/holidays", "GET /v1/holidays/years"]);
  const save = (days: HolidayDay[], source: string) => {
    const sorted = [...days].sort((a, b) => (a.date < b.date ? -1 : 1));
    const body = { version: list.version, source: source.trim() || null, days: sorted };
    send.mutate(
      { path: { year: list.year }, body },
      {
        onSuccess: () => {
          void message.success(t("saved", { year: String(list.year) }));
          onDone();
        },
        onError: (error) => void message.error(advice(error)),
      },
    );
  };
  return { save, pending: send.isPending };
}

/** A year being entered: by clicking days, or by pasting the lines of the notice. */
export function YearForm({ read, today, onClose }: { read: HolidayYear; today: string; onClose: () => void }) {
  // What was read when the form opened: a newer version read meanwhile must not be overwritten unseen.
  const [list] = useState(read);
  const t = useText(holidays);
  const c = useText(everyday);
  const [days, setDays] = useState<HolidayDay[]>(list.days);
  const [name, setName] = useState("元旦");
  const [source, setSource] = useState(list.source ?? "");
  const [pasted, setPasted] = useState("");
  const [wrong, setWrong] = useState<number[]>([]);
  const { save, pending } = useSave(list, onClose);
  const take = () => {
    const lines = readLines(pasted);
    setDays((known) => merge(known, lines.days));
    setWrong(lines.wrong);
    if (lines.wrong.length === 0) setPasted("");
  };
  const tools = (
    <>
      <Button onClick={onClose}>{c("cancel")}</Button>
      <Button type="primary" loading={pending} onClick={() => save(days, source)}>
        {c("save")}
      </Button>
    </>
  );
  return (
    <Card title={t("calendar", { year: String(list.year) })} tools={tools}>
      <div className="pad hol__form">
        <label>
          <span className="s mut">{t("holiday_name")}</span>
          <AutoComplete value={name} options={NAMES} onChange={setName} maxLength={30} />
          <span className="s mut">{t("clicking")}</span>
        </label>
        <label>
          <span className="s mut">{t("source")}</span>
          <Input
            value={source}
            maxLength={300}
            placeholder={t("source_hint")}
            onChange={(e) => setSource(e.target.value)}
          />
          <span className="s mut">{t("past")}</span>
        </label>
        <label className="wide">
          <span className="s mut">{t("paste")}</span>
          <Input.TextArea
            rows={3}
            value={pasted}
            placeholder={t("paste_hint")}
            onChange={(e) => setPasted(e.target.value)}
          />
        </label>
        <div className="wide">
          <Button disabled={pasted.trim() === ""} onClick={take}>
            {t("take")}
          </Button>
          {wrong.length > 0 ? (
            <span className="s warn" role="alert">
              {t("wrong_lines", { lines: wrong.join(", ") })}
            </span>
          ) : null}
        </div>
      </div>
      <YearCalendar
        year={list.year}
        days={days}
        today={today}
        onPick={(date) => setDays((known) => turn(known, date, name.trim() || "元旦"))}
      />
    </Card>
  );
}
