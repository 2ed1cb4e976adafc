import type { Keyed } from "../../platform/crypto/secrets.ts";
import type { Db } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { readAccount } from "../ledger/index.ts";
import { getTenant, tenantNow } from "../org/index.ts";
import { findHouseholdOf } from "./db/households.gen.ts";
import { listIdentities } from "./identities.ts";

/** Names that let somebody in by themselves. A card or a number of another system's does not. */
const LETS_IN: ReadonlySet<string> = new Set(["phone", "openid", "unionid", "email"]);

/** What a stranger would have who signed in as a member. */
export interface AtStake {
  /** Spendable, to come, or bound. */
  points: number;
  /** Paid in and given on top. */
  wallet_fen: number;
  /** Somebody signs in as them already. */
  has_sign_in: boolean;
  /** Others' names, and what they share. */
  has_family: boolean;
}

export async function atStakeOf(db: Db, { runtime }: Pick<Keyed, "runtime">, member_id: string): Promise<AtStake> {
  const now = tenantNow(await getTenant(db), runtime);
  const balanceOf = async (asset: string) => (await readAccount(db, member_id, asset, now, now)).balance;
  const [points, principal, bonus, identities, household] = await Promise.all([
    balanceOf("points"),
    balanceOf("cny.principal"),
    balanceOf("cny.bonus"),
    listIdentities(db, member_id),
    run(db, findHouseholdOf, { tenant_id: db.tenant_id, member_id }),
  ]);
  return {
    points,
    wallet_fen: principal + bonus,
    has_sign_in: identities.some(({ kind }) => LETS_IN.has(kind)),
    has_family: household !== undefined,
  };
}
