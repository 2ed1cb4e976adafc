// What staff have written down about the cast, and newcomers taken at the till.
import { addNote, putRegistrationPolicy } from "../modules/members/index.ts";
import type { App } from "../platform/app.ts";
import { present } from "../platform/kernel/assert.ts";
import { EVERYBODY } from "../platform/kernel/reach.ts";
import { appAt } from "./app-at.ts";
import type { VenueKey } from "./places.ts";
import type { Souls } from "./register.ts";
import type { Setting } from "./setting.ts";

const DAY_MS = 86_400_000;

interface Written {
  readonly who: string;
  readonly body: string;
  readonly days_ago: number;
  readonly pinned?: true;
  /** Meant for one venue's people. */
  readonly only_for?: VenueKey;
}

const NOTES: readonly Written[] = [
  { who: "江听岚", body: "孩子对花生过敏，园内餐饮请提醒。", days_ago: 130, pinned: true },
  { who: "江听岚", body: "7 月来电询问年卡续费，答应优惠开始时先通知她。", days_ago: 118 },
  { who: "林知夏", body: "常带父母同来，需要轮椅时提前备好。", days_ago: 64, pinned: true },
  { who: "许南乔", body: "偏好高楼层安静房间，不要羽绒枕。", days_ago: 41, only_for: "hotel" },
  { who: "苏木", body: "对账单有疑问，财务已发明细，下次来时当面说明。", days_ago: 9 },
];

export async function writeRecords(app: App, setting: Setting, souls: Souls, now: Date): Promise<void> {
  const cast = new Map([...souls].flatMap(([{ cast: one }, soul]) => (one ? [[one.name, soul] as const] : [])));
  const writer = { actor: "staff", actor_id: present(setting.head_office[0], "somebody of the head office") } as const;
  await app.database.write(setting.tenant_id, async (tx) => {
    for (const { who, body, days_ago, pinned, only_for } of NOTES) {
      const { member_id } = present(cast.get(who), "one of the cast");
      const unit_id = only_for === undefined ? null : setting.venues[only_for].unit_id;
      const note = { member_id, body, unit_id, pinned: pinned === true };
      await addNote(tx, appAt(app, new Date(now.getTime() - days_ago * DAY_MS)), note, writer, EVERYBODY);
    }
    await putRegistrationPolicy(tx, app.runtime, {
      version: 0,
      at_purchase: "with_consent",
      purposes: ["membership", "marketing"],
      consent_channel: "front_desk",
    });
  });
}
