import { decrypt, encrypt, type Place } from "../../platform/crypto/cipher.ts";
import { blindIndex, blindIndexes } from "../../platform/crypto/mac.ts";
import type { Secrets } from "../../platform/crypto/secrets.ts";

export const OPENID = "wechat_openid";
export const UNIONID = "wechat_unionid";

const placeOf = (tenant_id: string, follower_id: string, column: "openid" | "unionid"): Place => ({
  tenant_id,
  table: "wechat.follower",
  column,
  row_id: follower_id,
});

/** As a follower's row keeps it: sealed, findable by equality, its last letters for people. */
export function sealOpenid(secrets: Secrets, tenant_id: string, follower_id: string, openid: string) {
  return {
    openid_cipher: encrypt(secrets, openid, placeOf(tenant_id, follower_id, "openid")),
    openid_index: blindIndex(secrets, tenant_id, OPENID, openid),
    openid_shown: `…${openid.slice(-4)}`,
  };
}

export function sealUnionid(secrets: Secrets, tenant_id: string, follower_id: string, unionid: string) {
  return {
    unionid_cipher: encrypt(secrets, unionid, placeOf(tenant_id, follower_id, "unionid")),
    unionid_index: blindIndex(secrets, tenant_id, UNIONID, unionid),
  };
}

export function openOpenid(secrets: Secrets, tenant_id: string, follower_id: string, cipher: Buffer): string {
  return decrypt(secrets, cipher, placeOf(tenant_id, follower_id, "openid"));
}

export const openidIndexes = (secrets: Secrets, tenant_id: string, openid: string) =>
  blindIndexes(secrets, tenant_id, OPENID, openid);
export const unionidIndexes = (secrets: Secrets, tenant_id: string, unionid: string) =>
  blindIndexes(secrets, tenant_id, UNIONID, unionid);
