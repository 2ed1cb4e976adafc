// Points corrected by hand in the last days: small ones at once, large ones by two people, two that still wait.
import { approveAdjustment, rejectAdjustment, requestAdjustment } from "../modules/points/index.ts";
import type { App } from "../platform/app.ts";
import type { Caller } from "../platform/audit/by.ts";
import { businessDateOf } from "../platform/kernel/dates.ts";
import { present } from "../platform/kernel/assert.ts";
import { TIME_ZONE } from "./places.ts";
import type { Souls } from "./register.ts";
import type { Setting } from "./setting.ts";
import { EVERYBODY } from "../platform/kernel/reach.ts";

interface Correction {
  /** Which of the cast. */
  readonly who: number;
  readonly points: number;
  readonly reason: string;
  readonly hours_ago: number;
  readonly ending: "small" | "approved" | "refused" | "waits";
  /** Asked for by the second of the head office: the first finds it waiting for a yes. */
  readonly by_second?: true;
}

const CORRECTIONS: readonly Correction[] = [
  { who: 1, points: 286, reason: "住店消费漏积，凭发票补登", hours_ago: 118, ending: "small" },
  { who: 0, points: 2_000, reason: "索道停运补偿，值班经理已核实", hours_ago: 97, ending: "approved" },
  { who: 4, points: 3_600, reason: "自称漏积，无票据", hours_ago: 74, ending: "refused" },
  { who: 3, points: 150, reason: "博物馆讲解志愿服务", hours_ago: 49, ending: "small" },
  { who: 5, points: 5_000, reason: "企业团建订单漏积，合同已附", hours_ago: 26, ending: "waits", by_second: true },
  { who: 2, points: 1_280, reason: "夜市抽奖三等奖", hours_ago: 5, ending: "waits" },
];

/** From where the demo's people act. */
const BY_HAND = { session_id: null, ip: "127.0.0.1", user_agent: "demo", request_id: "demo", route: "demo" } as const;

export const byHand = (staff_id: string): Caller => ({ actor: "staff", actor_id: staff_id, ...BY_HAND });

const HOUR_MS = 3_600_000;

export async function correctSome(app: App, setting: Setting, souls: Souls, now: Date): Promise<void> {
  const cast = [...souls].filter(([person]) => person.cast).map(([, soul]) => soul);
  const [asker = "", second] = setting.head_office;
  for (const { who, hours_ago, ending, by_second, ...change } of CORRECTIONS) {
    const { member_id } = present(cast[who], "one of the cast");
    const at = (hours_later: number) => timesAt(new Date(now.getTime() - (hours_ago - hours_later) * HOUR_MS));
    const context = (staff_id: string, times: ReturnType<typeof timesAt>) => ({
      by: byHand(staff_id),
      reach: EVERYBODY,
      times,
    });
    // The sandbox has nobody who could be the second one.
    if (second === undefined && ending !== "small" && ending !== "waits") continue;
    await app.database.write(setting.tenant_id, async (tx) => {
      const request = { ...change, member_id, external_id: null };
      const { adjustment } = await requestAdjustment(
        tx,
        app,
        request,
        context(by_second && second ? second : asker, at(0)),
      );
      if (second === undefined || ending === "small" || ending === "waits") return;
      const decision = { adjustment_id: adjustment.adjustment_id, ...context(second, at(1)) };
      if (ending === "approved") await approveAdjustment(tx, app, decision);
      else await rejectAdjustment(tx, app, { ...decision, reason: "请补充消费凭证后重新提交" });
    });
  }
}

export const timesAt = (at: Date) => ({ now: at, recorded_at: at, accounting_date: businessDateOf(at, TIME_ZONE) });
