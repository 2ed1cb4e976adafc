// Tier and rights, the part about rights: what a person asks about their data is answered within 15 working days.
import { join } from "./acts.ts";
import type { Dice } from "./dice.ts";
import type { Stage } from "./stage.ts";
import type { Story } from "./story.ts";

export const subjectRequest: Story = {
  number: 12,
  title: "A person asks about their data",
  starts_at: "2026-09-28T10:00:00+08:00",
  async play(stage) {
    const member_id = await join(stage, "江听岚", { phone: "13900009280" });
    const asked = await ask(stage, member_id);
    // 1–7 October off, 10 October worked.
    stage.same("asked on 28 September", asked, {
      received_at: "2026-09-28T10:00:00+08:00",
      due_date: "2026-10-23",
      working_days_left: 15,
      unknown_years: [],
    });
    await stage.advanceTo("2026-10-10T09:00:00+08:00");
    stage.same("on the Saturday that is worked", await look(stage, asked.request_id), { working_days_left: 10 });
    await stage.advanceTo("2026-10-26T09:00:00+08:00");
    stage.same("a working day too late", await look(stage, asked.request_id), { working_days_left: -1 });
  },
  variations: { starts_at: "2026-01-04T09:00:00+08:00", few: 6, many: 120, play: countAnother },
};

const ask = (stage: Stage, member_id: string, kind = "access") =>
  stage.call("POST /v1/subject_requests", { body: { member_id, kind, channel: "letter" }, expect_status: 201 });

const look = async (stage: Stage, request_id: unknown) =>
  (await stage.call(`GET /v1/subject_requests/${String(request_id)}`)).request;

/** Of the State Council's notice for 2026: first and last day off, then days worked instead. */
const OFF_2026 = [
  ["01-01", "01-03"],
  ["02-15", "02-23"],
  ["04-04", "04-06"],
  ["05-01", "05-05"],
  ["06-19", "06-21"],
  ["09-25", "09-27"],
  ["10-01", "10-07"],
] as const;
const WORKED_2026 = ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"];

const DAY_MS = 86_400_000;
const dayAfter = (date: string) => new Date(Date.parse(date) + DAY_MS).toISOString().slice(0, 10);

function isWorked(date: string): boolean {
  const day = date.slice(5);
  const is_2026 = date.startsWith("2026");
  if (is_2026 && WORKED_2026.includes(day)) return true;
  if (is_2026 && OFF_2026.some(([first, last]) => day >= first && day <= last)) return false;
  const weekday = new Date(date).getUTCDay();
  return weekday >= 1 && weekday <= 5;
}

/** A request of any day of the year; 2027 is not announced, so that its days are weekdays and weekends and nothing else. */
async function countAnother(stage: Stage, dice: Dice): Promise<void> {
  const days = dice.between(0, 360);
  const date = new Date(Date.parse("2026-01-04") + days * DAY_MS).toISOString().slice(0, 10);
  if (days > 0) await stage.advanceTo(`${date}T09:00:00+08:00`);
  let due = date;
  for (let left = 15; left > 0; ) {
    due = dayAfter(due);
    if (isWorked(due)) left -= 1;
  }
  const member_id = await join(stage, "周以宁");
  const asked = await ask(stage, member_id, dice.oneOf(["access", "correction", "withdrawal"] as const));
  stage.same(`asked on ${date}`, asked, { due_date: due, unknown_years: due.startsWith("2027") ? [2027] : [] });
}
