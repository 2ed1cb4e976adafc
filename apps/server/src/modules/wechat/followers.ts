import type { Keyed } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import { appendEvents } from "../../platform/events/outbox.ts";
import { countQr, findMemberByIdentity, findQrCode, type Origin } from "../members/index.ts";
import { getTenant, tenantNow } from "../org/index.ts";
import { openidIndexes, sealOpenid, unionidIndexes } from "./open-ids.ts";

interface Told {
  account_id: string;
  openid: string;
}

const ours = (tx: Tx, { secrets }: Keyed, { account_id, openid }: Told) =>
  sql_builder
    .selectFrom("wechat.follower")
    .select(["follower_id", "unfollowed_at", "member_id", "qr_code_id"])
    .where("tenant_id", "=", tx.tenant_id)
    .where("account_id", "=", account_id)
    .where("openid_index", "in", openidIndexes(secrets, tx.tenant_id, openid));

/** Somebody follows, for the first time or again. The code that brought them first stays theirs. */
export async function noteFollow(
  tx: Tx,
  app: Keyed,
  { account_id, openid, scene }: Told & { scene: string | null },
): Promise<void> {
  const { tenant_id } = tx;
  const now = app.runtime.clock.now();
  await lockOpenid(tx, app, { account_id, openid });
  const known = await tx.first(ours(tx, app, { account_id, openid }).forNoKeyUpdate());
  const code = scene === null ? undefined : await findQrCode(tx, scene);
  if (code) await countQr(tx, app, code.qr_code_id, "scans");
  const brought = code && { qr_code_id: code.qr_code_id, unit_id: code.unit_id, staff_id: code.staff_id };
  if (known) {
    await tx.run(
      sql_builder
        .updateTable("wechat.follower")
        .set({
          unfollowed_at: null,
          followed_at: now,
          ...(known.qr_code_id === null && brought ? { scene, ...brought } : {}),
        })
        .where("tenant_id", "=", tenant_id)
        .where("follower_id", "=", known.follower_id),
    );
    if (known.unfollowed_at) await tell(tx, app, "follower.followed", known.follower_id, known.member_id);
    return;
  }
  const follower_id = app.runtime.ids.next();
  const app_id = await appOf(tx, account_id);
  const member = await findMemberByIdentity(tx, app, { kind: "openid", issuer: app_id, value: openid });
  await tx.run(
    sql_builder.insertInto("wechat.follower").values({
      tenant_id,
      follower_id,
      account_id,
      ...sealOpenid(app.secrets, tenant_id, follower_id, openid),
      followed_at: now,
      scene,
      ...brought,
      member_id: member?.member_id ?? null,
      bound_at: member ? now : null,
      created_at: now,
    }),
  );
  if (code) await countQr(tx, app, code.qr_code_id, "followers");
  await tell(tx, app, "follower.followed", follower_id, member?.member_id ?? null);
}

export async function noteUnfollow(tx: Tx, app: Keyed, told: Told): Promise<void> {
  const known = await tx.first(ours(tx, app, told).forNoKeyUpdate());
  if (!known || known.unfollowed_at) return;
  await tx.run(
    sql_builder
      .updateTable("wechat.follower")
      .set({ unfollowed_at: app.runtime.clock.now() })
      .where("tenant_id", "=", tx.tenant_id)
      .where("follower_id", "=", known.follower_id),
  );
  await tell(tx, app, "follower.unfollowed", known.follower_id, known.member_id);
}

/** Somebody who follows already scans a code: the one that brought them first stays, and the scan counts. */
export async function noteScan(
  tx: Tx,
  app: Keyed,
  { account_id, openid, scene }: Told & { scene: string | null },
): Promise<void> {
  const code = scene === null ? undefined : await findQrCode(tx, scene);
  if (!code) return;
  await countQr(tx, app, code.qr_code_id, "scans");
  const brought = { scene, qr_code_id: code.qr_code_id, unit_id: code.unit_id, staff_id: code.staff_id };
  const known = await tx.first(ours(tx, app, { account_id, openid }).forNoKeyUpdate());
  if (!known || known.qr_code_id !== null || known.member_id !== null) return;
  await tx.run(
    sql_builder
      .updateTable("wechat.follower")
      .set(brought)
      .where("tenant_id", "=", tx.tenant_id)
      .where("follower_id", "=", known.follower_id),
  );
}

/** Of two messages about somebody new at once, one goes first. */
async function lockOpenid(tx: Tx, { secrets }: Keyed, { account_id, openid }: Told): Promise<void> {
  const [index] = openidIndexes(secrets, tx.tenant_id, openid);
  await tx.query({
    name: "lock_follower",
    text: "select pg_advisory_xact_lock(hashtextextended('wechat.follower ' || $1 || $2, 0))",
    values: [account_id, index?.toString("hex") ?? ""],
  });
}

async function appOf(db: Db, account_id: string): Promise<string> {
  const row = await db.first(
    sql_builder
      .selectFrom("wechat.account")
      .select("app_id")
      .where("tenant_id", "=", db.tenant_id)
      .where("account_id", "=", account_id),
  );
  return row?.app_id ?? "";
}

export interface WechatName {
  account_id: string;
  openid: string;
  unionid: string | undefined;
}

/** Followers who are this person: the same openid in the same account, or the same unionid in any. */
function followersOf(db: Db, { secrets }: Keyed, { account_id, openid, unionid }: WechatName) {
  const { tenant_id } = db;
  return sql_builder
    .selectFrom("wechat.follower")
    .select(["follower_id", "member_id", "qr_code_id", "unit_id", "staff_id", "scene"])
    .where("tenant_id", "=", tenant_id)
    .where((eb) =>
      eb.or([
        eb.and([
          eb("account_id", "=", account_id),
          eb("openid_index", "in", openidIndexes(secrets, tenant_id, openid)),
        ]),
        ...(unionid === undefined ? [] : [eb("unionid_index", "in", unionidIndexes(secrets, tenant_id, unionid))]),
      ]),
    )
    .orderBy("followed_at")
    .orderBy("follower_id");
}

/** What brought somebody who followed before they became a member. */
export async function originOfFollower(db: Db, app: Keyed, name: WechatName): Promise<Origin | undefined> {
  const brought = (await db.all(followersOf(db, app, name))).find((one) => one.qr_code_id !== null);
  if (!brought) return undefined;
  const { qr_code_id, unit_id, staff_id, scene } = brought;
  return { qr_code_id, unit_id, staff_id, referrer_member_id: null, scene };
}

/** From now on these followers are this member. */
export async function bindFollowers(tx: Tx, app: Keyed, name: WechatName, member_id: string): Promise<void> {
  const unbound = (await tx.all(followersOf(tx, app, name))).filter((one) => one.member_id === null);
  for (const { follower_id } of unbound) await bindFollower(tx, app, follower_id, member_id);
}

export async function bindFollower(tx: Tx, app: Keyed, follower_id: string, member_id: string): Promise<void> {
  const bound = await tx.run(
    sql_builder
      .updateTable("wechat.follower")
      .set({ member_id, bound_at: app.runtime.clock.now() })
      .where("tenant_id", "=", tx.tenant_id)
      .where("follower_id", "=", follower_id)
      .where("member_id", "is", null),
  );
  if (bound > 0) await tell(tx, app, "follower.bound", follower_id, member_id);
}

async function tell(
  tx: Tx,
  { runtime }: Keyed,
  type: `follower.${string}`,
  follower_id: string,
  member_id: string | null,
): Promise<void> {
  await appendEvents(tx, [
    {
      event_id: runtime.ids.next(),
      type,
      subject_id: member_id ?? follower_id,
      payload: { follower_id, member_id },
      business_time: tenantNow(await getTenant(tx), runtime),
      recorded_at: runtime.clock.now(),
    },
  ]);
}
