import type { HolidayDay } from "../../../api/contract.ts";
import { useDates } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/language.ts";
import { holidays } from "../../../i18n/texts/holidays.ts";
import { nameIn } from "./spells.ts";

const two = (value: number) => String(value).padStart(2, "0");
const WEEKDAYS = ["2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05", "2024-01-06", "2024-01-07"];

interface Days {
  by_date: ReadonlyMap<string, HolidayDay>;
  today: string;
  /** Days can be clicked. */
  onPick?: ((date: string) => void) | undefined;
}

/** Weeks of a month, Monday first; undefined outside the month. */
function weeksOf(year: number, month: number): (string | undefined)[][] {
  const first = new Date(Date.UTC(year, month - 1, 1));
  const before = (first.getUTCDay() + 6) % 7;
  const count = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const cells = Array.from({ length: Math.ceil((before + count) / 7) * 7 }, (_, index) => {
    const day = index - before + 1;
    return day >= 1 && day <= count ? `${year}-${two(month)}-${two(day)}` : undefined;
  });
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

function Day({ date, by_date, today, onPick }: Days & { date: string }) {
  const t = useText(holidays);
  const language = useLanguage();
  const { monthDay } = useDates();
  const day = by_date.get(date);
  const state = day ? (day.is_off_day ? "off" : "makeup") : undefined;
  const words = day && state ? `${nameIn(language, day.name)}, ${t(state)}` : undefined;
  const className = `hol__day ${state ?? ""} ${date === today ? "today" : ""}`;
  const number = Number(date.slice(8));
  if (!onPick) {
    return (
      <span className={className} title={words && `${monthDay(date)} ${words}`}>
        {number}
        {words ? <span className="sr">{words}</span> : null}
      </span>
    );
  }
  return (
    <button
      type="button"
      className={className}
      title={words}
      aria-label={`${monthDay(date)} ${words ?? ""}`}
      onClick={() => onPick(date)}
    >
      {number}
    </button>
  );
}

function Month({ year, month, ...days }: Days & { year: number; month: number }) {
  const { shortMonth, weekday, longMonth } = useDates();
  const name = shortMonth(`${year}-${two(month)}-01`);
  return (
    <table className="hol__month" aria-label={longMonth(`${year}-${two(month)}-01`)}>
      <caption>{name}</caption>
      <thead>
        <tr>
          {WEEKDAYS.map((date) => (
            <th key={date} scope="col" title={weekday(date)}>
              {weekday(date).replace("周", "").slice(0, 1)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(year, month).map((week, index) => (
          <tr key={index}>
            {week.map((date, at) => (
              <td key={at} className={at > 4 ? "weekend" : ""}>
                {date ? <Day date={date} {...days} /> : null}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function YearCalendar({
  year,
  days,
  today,
  onPick,
}: Omit<Days, "by_date"> & { year: number; days: readonly HolidayDay[] }) {
  const t = useText(holidays);
  const by_date = new Map(days.map((day) => [day.date, day]));
  return (
    <>
      <div className="hol__year">
        {Array.from({ length: 12 }, (_, index) => (
          <Month key={index} year={year} month={index + 1} by_date={by_date} today={today} onPick={onPick} />
        ))}
      </div>
      <p className="hol__legend s mut" aria-hidden="true">
        <span>
          <i className="hol__day off" />
          {t("off")}
        </span>
        <span>
          <i className="hol__day makeup" />
          {t("makeup")}
        </span>
        {today.startsWith(`${year}-`) ? (
          <span>
            <i className="hol__day today" />
            {t("today")}
          </span>
        ) : null}
      </p>
    </>
  );
}
