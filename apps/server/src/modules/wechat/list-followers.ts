import { sql_builder } from "../../platform/db/builder.ts";
import type { Db } from "../../platform/db/pool.ts";

export interface FollowerRow {
  follower_id: string;
  account_id: string;
  openid_shown: string;
  has_unionid: boolean;
  followed_at: Date;
  unfollowed_at: Date | null;
  scene: string | null;
  qr_code_id: string | null;
  unit_id: string | null;
  staff_id: string | null;
  member_id: string | null;
  bound_at: Date | null;
}

export interface FollowerFilter {
  account_id?: string | undefined;
  state?: "unbound" | "bound" | "left" | undefined;
  qr_code_id?: string | undefined;
}

export interface FollowerKey {
  followed_at: Date;
  follower_id: string;
}

/** Newest first, those after `before`. A follower is the group's: who sees one store sees those its codes brought. */
export function listFollowers(
  db: Db,
  { account_id, state, qr_code_id }: FollowerFilter,
  unit_ids: "all" | readonly string[],
  limit: number,
  before?: FollowerKey,
): Promise<FollowerRow[]> {
  let query = sql_builder
    .selectFrom("wechat.follower")
    .select(["follower_id", "account_id", "openid_shown", "followed_at", "unfollowed_at", "scene", "qr_code_id"])
    .select(["unit_id", "staff_id", "member_id", "bound_at"])
    .select((eb) => eb("unionid_index", "is not", null).as("has_unionid"))
    .where("tenant_id", "=", db.tenant_id)
    .orderBy("followed_at", "desc")
    .orderBy("follower_id", "desc")
    .limit(limit);
  if (unit_ids !== "all") query = query.where("unit_id", "in", [...unit_ids]);
  if (account_id !== undefined) query = query.where("account_id", "=", account_id);
  if (qr_code_id !== undefined) query = query.where("qr_code_id", "=", qr_code_id);
  if (state === "left") query = query.where("unfollowed_at", "is not", null);
  if (state === "bound") query = query.where("member_id", "is not", null).where("unfollowed_at", "is", null);
  if (state === "unbound") query = query.where("member_id", "is", null).where("unfollowed_at", "is", null);
  if (before) {
    query = query.where(({ eb, refTuple, tuple }) =>
      eb(refTuple("followed_at", "follower_id"), "<", tuple(before.followed_at, before.follower_id)),
    );
  }
  return db.all(query.$castTo<FollowerRow>());
}
