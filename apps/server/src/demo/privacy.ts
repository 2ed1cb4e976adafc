// Consents of everybody, what a few of them asked for about their data, looks at full numbers and one incident.
import { type FirstConsent, publishDocument, recordConsent, recordFirstConsents } from "../modules/consents/index.ts";
import { createIncident, moveRequest, openRequest, revealMember } from "../modules/privacy/index.ts";
import type { App } from "../platform/app.ts";
import type { Caller } from "../platform/audit/by.ts";
import type { Keyed } from "../platform/crypto/secrets.ts";
import type { Tx } from "../platform/db/pool.ts";
import { present } from "../platform/kernel/assert.ts";
import { EVERYBODY } from "../platform/kernel/reach.ts";
import { appAt } from "./app-at.ts";
import { byHand } from "./by-hand.ts";
import { PRIVACY_TEXTS, TEXT_VERSION } from "./privacy-texts.ts";
import type { Souls } from "./register.ts";
import type { Setting } from "./setting.ts";

const DAY_MS = 86_400_000;

interface Asked {
  /** Which of the cast. */
  readonly who: number;
  readonly kind: "access" | "correction" | "erasure" | "withdrawal";
  readonly channel: "front_desk" | "phone" | "letter";
  readonly note: string;
  readonly days_ago: number;
  readonly steps: readonly ["verify" | "start" | "complete", days_ago: number, note: string | null][];
}

const ASKED: readonly Asked[] = [
  {
    who: 7,
    kind: "correction",
    channel: "phone",
    note: "生日登记错误，应为 2 月 9 日",
    days_ago: 16,
    steps: [
      ["verify", 16, "回拨登记手机号"],
      ["start", 15, null],
      ["complete", 15, "已更正并短信告知"],
    ],
  },
  // Some fifteen working days ago: the answer is due these days.
  {
    who: 12,
    kind: "erasure",
    channel: "letter",
    note: "来信要求注销并删除全部信息",
    days_ago: 19,
    steps: [
      ["verify", 18, "寄出身份核验函"],
      ["start", 4, "核验函已回寄"],
    ],
  },
  { who: 9, kind: "access", channel: "front_desk", note: "想要一份消费与积分记录", days_ago: 2, steps: [] },
];

const LOOKS = [
  { who: 12, fields: ["phone"], reason: "核验注销申请人身份，回拨电话", days_ago: 18 },
  { who: 3, fields: ["phone"], reason: "遗失物品归还，联系失主", days_ago: 3 },
] as const;

export async function keepPrivacy(app: App, setting: Setting, souls: Souls, now: Date): Promise<void> {
  const ago = (days: number) => appAt(app, new Date(now.getTime() - days * DAY_MS));
  const cast = [...souls].filter(([person]) => person.cast).map(([, soul]) => soul);
  const idOf = (who: number) => present(cast[who], "one of the cast").member_id;
  const by = callerOf(setting);
  const context = { by, reach: EVERYBODY, holidays: setting.holidays };
  const { tenant_id } = setting;
  await app.database.write(tenant_id, (tx) => agree(tx, ago(365), setting, souls));
  await app.database.write(tenant_id, async (tx) => {
    const taken = { member_id: idOf(9), purpose: "marketing", action: "withdrawn", language: "zh-CN" } as const;
    await recordConsent(tx, ago(6), { ...taken, channel: "phone", actor: "staff", actor_id: by.actor_id, ip: null });
    for (const { who, steps, days_ago, ...asked } of ASKED) {
      const then = ago(days_ago);
      const request = { ...asked, member_id: idOf(who), received_at: then.runtime.clock.now() };
      const request_id = await openRequest(tx, then, request, context);
      for (const [action, days, note] of steps) await moveRequest(tx, ago(days), { request_id, action, note }, context);
    }
    for (const { who, days_ago, fields, reason } of LOOKS) {
      await revealMember(tx, ago(days_ago), { member_id: idOf(who), fields, reason, reach: EVERYBODY, by });
    }
    await incident(tx, ago(41), by);
  });
}

/** Everybody to their membership, two of five to news, one of four to suggestions. */
async function agree(tx: Tx, app: Keyed, setting: Setting, souls: Souls): Promise<void> {
  const published_by = setting.head_office[0] ?? null;
  for (const { purpose, texts } of PRIVACY_TEXTS) {
    await publishDocument(tx, app.runtime, { purpose, texts, text_version: TEXT_VERSION, published_by });
  }
  const published_at = app.runtime.clock.now();
  const firsts = [...souls].flatMap(([{ joined_at, cast }, { member_id }], at): FirstConsent[] => {
    // Whoever is older than the text has said yes to it when it came.
    const recorded_at = joined_at > published_at ? joined_at : published_at;
    const said = { member_id, text_version: TEXT_VERSION, channel: "import" as const, recorded_at };
    return [
      { ...said, purpose: "membership" },
      ...(cast || at % 5 < 2 ? [{ ...said, purpose: "marketing" as const }] : []),
      ...(cast || at % 4 === 0 ? [{ ...said, purpose: "profiling" as const }] : []),
    ];
  });
  await recordFirstConsents(tx, app, firsts);
}

function incident(tx: Tx, app: Keyed, by: Caller) {
  const discovered_at = app.runtime.clock.now();
  const later = (hours: number) => new Date(discovered_at.getTime() + hours * 3_600_000);
  const facts = { title: "活动名单误发给合作方", severity: "low" as const, people: 12 };
  const measures = "两小时内撤回邮件，合作方书面确认删除；名单改由导出功能提供，带水印并须审批";
  const told = { authority_told_at: null, people_told_at: later(20), closed_at: later(70) };
  return createIncident(tx, app.runtime, { ...facts, discovered_at, measures, ...told }, by);
}

const callerOf = ({ head_office }: Setting): Caller => byHand(present(head_office[0], "somebody of the head office"));
