import type { App } from "../../platform/app.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { assert } from "../../platform/kernel/assert.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { parsePhone, type Phone } from "../../platform/kernel/phone.ts";
import {
  type Arrival,
  consentsToMembership,
  type Entered,
  enterMember,
  findMemberByIdentity,
  findMemberByPhone,
  type IdentityValue,
  type Member,
  readIdentity,
  withCode,
} from "../members/index.ts";
import { withToken } from "./access-token.ts";
import { isOfCaller, noteAccount } from "./account-health.ts";
import { type Account, findAccountByApp } from "./accounts.ts";
import { bindFollowers, originOfFollower, type WechatName } from "./followers.ts";
import { appKeyOf, lineOf } from "./line.ts";
import { codeToFollower, codeToSession, fetchPhone, type WechatPerson, WechatRefusal } from "./wechat-api.ts";

export interface WechatSignIn extends Arrival {
  app_id: string;
  /** Of wx.login, or of the page authorisation of an official account. */
  code: string;
  /** Of the phone button. */
  phone_code?: string | undefined;
  /** Instead of the button: a number and the code it was sent. */
  phone?: Phone | undefined;
  sms_code?: string | undefined;
}

export type WechatEntered = Entered | { outcome: "phone_required" | "code_wrong" | "code_expired" };

/**
 * Signs in who stands behind a WeChat code. Whoever is new shows a phone and consents first; the phone is asked of WeChat only
 * then. Nobody can say an openid themselves: it comes from WeChat, for a code that works once.
 * @throws wechat_app_unknown · wechat_code_invalid · wechat_code_used · wechat_busy · wechat_user_blocked · wechat_unavailable ·
 * wechat_phone_refused
 */
export async function signInByWechat(
  app: App,
  tenant_id: string,
  input: WechatSignIn,
  signal: AbortSignal,
): Promise<WechatEntered> {
  const account = await app.database.read(tenant_id, (db) => findAccountByApp(db, input.app_id));
  if (!account || account.state === "paused") throw new AppError("wechat_app_unknown");
  const person = await askWho(app, tenant_id, account, input.code, signal);
  const names = namesOf(account, person);
  const known = await app.database.read(tenant_id, (db) => findKnown(app, db, names));
  // Before the phone: it is asked of nobody who has not agreed, and WeChat counts each number it gives.
  if (!known && !consentsToMembership(input)) return { outcome: "consent_required" };
  const phone = known ? undefined : await phoneOf(app, tenant_id, account, input, signal);
  const wechat_name = { account_id: account.account_id, openid: person.openid, unionid: person.unionid };
  return app.database.write(tenant_id, async (tx): Promise<WechatEntered> => {
    const come = (shown: Phone | undefined) => enter(tx, app, account, { names, wechat_name, phone: shown }, input);
    if (known || phone !== undefined) return come(phone);
    const { phone: to, sms_code } = input;
    if (to === undefined || sms_code === undefined) return { outcome: "phone_required" };
    return withCode(tx, app, { medium: "sms", to }, sms_code, () => come(to));
  });
}

interface Shown {
  names: readonly IdentityValue[];
  wechat_name: WechatName;
  phone: Phone | undefined;
}

/** Two devices, or two taps, come at once: whoever is second finds the first one's member. */
async function enter(
  tx: Tx,
  app: App,
  account: Account,
  { names, wechat_name, phone }: Shown,
  input: WechatSignIn,
): Promise<Entered> {
  const known =
    (await findKnown(app, tx, names)) ?? (phone === undefined ? undefined : await findMemberByPhone(tx, app, phone));
  const source = account.kind === "mini_program" ? ("mini_program" as const) : ("wechat" as const);
  const origin = await originOfFollower(tx, app, wechat_name);
  const entered = await enterMember(tx, app, known, { phone, identities: names, source, origin }, input);
  if (entered.outcome === "signed_in") await bindFollowers(tx, app, wechat_name, entered.member.member_id);
  return entered;
}

async function findKnown(app: App, db: Parameters<typeof findMemberByIdentity>[0], names: readonly IdentityValue[]) {
  let found: Member | undefined;
  for (const name of names) found ??= await findMemberByIdentity(db, app, name);
  return found;
}

function namesOf({ app_id }: Account, { openid, unionid }: WechatPerson): IdentityValue[] {
  const name = readIdentity("openid", app_id, openid);
  assert(typeof name === "object", "WeChat's openid is spelled as documented");
  const wide = unionid === undefined ? undefined : readIdentity("unionid", undefined, unionid);
  return typeof wide === "object" ? [name, wide] : [name];
}

async function askWho(app: App, tenant_id: string, account: Account, code: string, signal: AbortSignal) {
  const line = lineOf(app, signal);
  const key = appKeyOf(app, tenant_id, account);
  try {
    const ask = account.kind === "mini_program" ? codeToSession : codeToFollower;
    const person = await ask(line, key, code);
    await noteAccount(app, tenant_id, account.account_id, undefined);
    return person;
  } catch (error) {
    return refuse(app, tenant_id, account, error);
  }
}

async function phoneOf(
  app: App,
  tenant_id: string,
  account: Account,
  { phone_code }: WechatSignIn,
  signal: AbortSignal,
): Promise<Phone | undefined> {
  if (phone_code === undefined) return undefined;
  const line = lineOf(app, signal);
  const { account_id, api_url, app_id } = account;
  const given = await withToken(app, line, tenant_id, account_id, (token) =>
    fetchPhone(line, api_url, token, phone_code),
  ).catch((error: unknown) => {
    const is_its_code = error instanceof WechatRefusal && (error.code === "40029" || error.code === "40163");
    if (is_its_code) throw new AppError("wechat_phone_refused");
    return refuse(app, tenant_id, account, error);
  });
  const phone = parsePhone(given.phone);
  // A number given to another app was not given to us.
  if (phone === undefined || given.app_id !== app_id) throw new AppError("wechat_phone_refused");
  return phone;
}

const BUSY_SECONDS = 5;

async function refuse(app: App, tenant_id: string, { account_id }: Account, error: unknown): Promise<never> {
  if (!(error instanceof WechatRefusal)) throw error;
  if (!isOfCaller(error)) await noteAccount(app, tenant_id, account_id, error);
  const said: Record<string, string> = {
    "40029": "wechat_code_invalid",
    "40163": "wechat_code_used",
    "40226": "wechat_user_blocked",
    "45011": "wechat_busy",
    "-1": "wechat_busy",
  };
  const code = said[error.code] ?? "wechat_unavailable";
  throw new AppError(code, code === "wechat_busy" ? { retry_after_seconds: BUSY_SECONDS } : {});
}
