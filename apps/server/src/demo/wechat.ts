// The group on WeChat: an official account, a mini-program, codes that bring people, and who follows. Both accounts rest:
// their secrets are nobody's, and WeChat is not asked anything.
import { addIdentity, createQrCode } from "../modules/members/index.ts";
import { changeAccount, createAccount, noteFollow, noteUnfollow } from "../modules/wechat/index.ts";
import type { App } from "../platform/app.ts";
import type { Tx } from "../platform/db/pool.ts";
import { present } from "../platform/kernel/assert.ts";
import { createAddressRules } from "../platform/net/address-rules.ts";
import { appAt } from "./app-at.ts";
import { byHand } from "./by-hand.ts";
import { diceOf } from "./dice.ts";
import type { VenueKey } from "./places.ts";
import type { Souls } from "./register.ts";
import type { Setting } from "./setting.ts";

const DAY_MS = 86_400_000;
const OPENED_DAYS_AGO = 240;
const FOLLOWERS = 90;
/** Of a hundred followers: members, and those who have gone again. */
const MEMBERS_IN_100 = 60;
const GONE_IN_100 = 8;

const ACCOUNTS = [
  { app_id: "wx3f8a1c5e7d920b46", kind: "official", name: "云岫文旅" },
  { app_id: "wx91d04be6a7c2f358", kind: "mini_program", name: "云岫会员" },
] as const;

const CODES: readonly { name: string; venue: VenueKey; scene: string }[] = [
  { name: "东门检票口立牌", venue: "park", scene: "入园排队" },
  { name: "前台台卡", venue: "hotel", scene: "办理入住" },
  { name: "夜市收银台贴", venue: "market", scene: "夜市结账" },
];

export async function followOnWechat(app: App, setting: Setting, souls: Souls, now: Date): Promise<void> {
  const { tenant_id } = setting;
  const ago = (days: number) => appAt(app, new Date(now.getTime() - days * DAY_MS));
  const { account_id, codes } = await app.database.write(tenant_id, (tx) => open(tx, ago(OPENED_DAYS_AGO), setting));
  for (const { days, left_days, member_id, code, n } of drawFollowers(souls, codes)) {
    const openid = nameOn("o", n);
    await app.database.write(tenant_id, async (tx) => {
      if (member_id !== undefined) await nameMember(tx, ago(days), member_id, n);
      await noteFollow(tx, ago(days), { account_id, openid, scene: code });
      if (left_days !== undefined) await noteUnfollow(tx, ago(left_days), { account_id, openid });
    });
  }
}

async function open(tx: Tx, app: App, setting: Setting) {
  const by = byHand(present(setting.head_office[0], "somebody of the head office"));
  const writer = { by, rules: { mode: "live", addresses: createAddressRules("") } } as const;
  const sealed = { secret: "demo-secret-of-nobody", callback_token: "demo", aes_key: null };
  const made: string[] = [];
  for (const account of ACCOUNTS) {
    const input = { ...account, ...sealed, api_url: "https://api.weixin.qq.com" };
    const { account_id, version } = await createAccount(tx, app, input, writer);
    await changeAccount(tx, app, account_id, { version, state: "paused" }, writer);
    made.push(account_id);
  }
  const codes: string[] = [];
  for (const { name, venue, scene } of CODES) {
    const input = { name, unit_id: setting.venues[venue].unit_id, staff_id: null, referrer_member_id: null, scene };
    codes.push((await createQrCode(tx, app, input, by)).code);
  }
  return { account_id: present(made[0], "the official account"), codes };
}

interface Follower {
  readonly n: number;
  readonly days: number;
  readonly left_days: number | undefined;
  readonly member_id: string | undefined;
  readonly code: string | null;
}

/** Those who came first come first; the cast is among them. */
function drawFollowers(souls: Souls, codes: readonly string[]): Follower[] {
  const dice = diceOf("wechat");
  const people = [...souls].toSorted(([a], [b]) => Number(b.cast !== undefined) - Number(a.cast !== undefined));
  const drawn = Array.from({ length: FOLLOWERS }, (_, n): Follower => {
    const days = dice.between(2, OPENED_DAYS_AGO - 1) + dice.unit();
    const is_member = n % 100 < MEMBERS_IN_100 && n < people.length;
    const has_left = !is_member && dice.below(100 - MEMBERS_IN_100) < GONE_IN_100;
    return {
      n,
      days,
      left_days: has_left ? days * dice.unit() : undefined,
      member_id: is_member ? people[n]?.[1].member_id : undefined,
      code: dice.chance(0.7) ? dice.pick(codes) : null,
    };
  });
  return drawn.toSorted((a, b) => b.days - a.days);
}

/** A name as long as WeChat's. */
const nameOn = (kind: "o" | "u", n: number): string => `${kind}Demo${String(n).padStart(23, "0")}`;

async function nameMember(tx: Tx, app: App, member_id: string, n: number): Promise<void> {
  const names = [
    { kind: "openid", issuer: ACCOUNTS[0].app_id, value: nameOn("o", n) },
    { kind: "unionid", issuer: "", value: nameOn("u", n) },
  ] as const;
  for (const name of names)
    await addIdentity(tx, app, {
      member_id,
      identity: name,
      source: "wechat",
      is_verified: true,
    });
}
