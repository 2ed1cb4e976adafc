import type { Keyed } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import { appendEvents } from "../../platform/events/outbox.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { toWireId } from "../../platform/kernel/ids.ts";
import { EVERYBODY, type Reach, reachesMember } from "../../platform/kernel/reach.ts";
import { getTenant, tenantNow } from "../org/index.ts";
import { type IdentityKind, type IdentityValue } from "./domain/identity-value.ts";
import { refreshCompleteness } from "./fields/completeness.ts";
import { findMember, getMember, type Member } from "./find-member.ts";
import { identityIndexesOf, sealIdentity } from "./identity-vault.ts";
import { lockValue } from "./lock-value.ts";
import { personIds } from "./persons.ts";
import { phoneIndexesOf } from "./phone-vault.ts";

export interface Identity {
  identity_id: string;
  /** The row it was given to: one of the person's. */
  member_id: string;
  kind: IdentityKind;
  issuer: string;
  shown: string;
  verified_at: Date | null;
  source: string;
  created_at: Date;
}

const COLUMNS = ["identity_id", "member_id", "kind", "issuer", "shown", "verified_at", "source", "created_at"] as const;

/** Every name a person has in other systems, those of rows merged into them as well. */
export async function listIdentities(db: Db, member_id: string): Promise<Identity[]> {
  return db.all(
    sql_builder
      .selectFrom("members.identity")
      .select(COLUMNS)
      .where("tenant_id", "=", db.tenant_id)
      .where("member_id", "in", await personIds(db, member_id))
      .orderBy("kind")
      .orderBy("created_at")
      .orderBy("identity_id"),
  );
}

/** Who is called this. A second phone is looked for among the first ones, too, and a first one among the second. */
export async function findMemberByIdentity(
  db: Db,
  app: Pick<Keyed, "secrets">,
  identity: IdentityValue,
): Promise<Member | undefined> {
  const { tenant_id } = db;
  if (identity.kind === "phone") {
    const phone_indexes = phoneIndexesOf(app.secrets, tenant_id, identity.value);
    const member = await findMember(db, app, { phone_indexes });
    if (member) return member;
  }
  const held = await findHolder(db, app, identity);
  return held && findMember(db, app, { member_id: held.member_id });
}

function findHolder(db: Db, { secrets }: Pick<Keyed, "secrets">, identity: IdentityValue) {
  return db.first(
    sql_builder
      .selectFrom("members.identity")
      .select(["member_id", "identity_id"])
      .where("tenant_id", "=", db.tenant_id)
      .where("kind", "=", identity.kind)
      .where("issuer", "=", identity.issuer)
      .where("value_index", "in", identityIndexesOf(secrets, db.tenant_id, identity)),
  );
}

export interface NewIdentity {
  member_id: string;
  identity: IdentityValue;
  source: string;
  /** The person has proved that it is theirs. */
  is_verified: boolean;
}

/**
 * Gives a person another name. Saying the same again changes nothing but that it may be verified now.
 * @throws not_found · member_erased · identity_taken (with `member_id` when the other one lies in the reach)
 */
export async function addIdentity(
  tx: Tx,
  app: Keyed,
  { member_id: asked_id, identity, source, is_verified }: NewIdentity,
  reach: Reach = EVERYBODY,
): Promise<{ identity_id: string; added: boolean }> {
  await lockIdentity(tx, app, identity);
  const { member_id, erased_at } = await getMember(tx, app, asked_id, reach, { lock: true });
  if (erased_at) throw new AppError("member_erased");
  const holder = await findMemberByIdentity(tx, app, identity);
  if (holder && holder.member_id !== member_id) {
    const data = reachesMember(reach, holder) ? { member_id: toWireId("member", holder.member_id) } : {};
    throw new AppError("identity_taken", data);
  }
  const now = app.runtime.clock.now();
  const known = holder && (await findHolder(tx, app, identity));
  if (known) {
    if (is_verified) await verify(tx, known.identity_id, now);
    return { identity_id: known.identity_id, added: false };
  }
  const identity_id = app.runtime.ids.next();
  await tx.run(
    sql_builder.insertInto("members.identity").values({
      tenant_id: tx.tenant_id,
      identity_id,
      member_id,
      ...sealIdentity(app.secrets, tx.tenant_id, identity_id, identity),
      verified_at: is_verified ? now : null,
      source,
      created_at: now,
    }),
  );
  await refreshCompleteness(tx, [member_id]);
  await tell(tx, app, "member.identity_added", member_id, identity);
  return { identity_id, added: true };
}

const verify = (tx: Tx, identity_id: string, verified_at: Date) =>
  tx.run(
    sql_builder
      .updateTable("members.identity")
      .set({ verified_at })
      .where("tenant_id", "=", tx.tenant_id)
      .where("identity_id", "=", identity_id)
      .where("verified_at", "is", null),
  );

/** @throws not_found, also for another person's */
export async function removeIdentity(
  tx: Tx,
  app: Keyed,
  input: { member_id: string; identity_id: string },
  reach: Reach,
): Promise<Identity> {
  const { member_id } = await getMember(tx, app, input.member_id, reach, { lock: true });
  const identity = (await listIdentities(tx, member_id)).find((one) => one.identity_id === input.identity_id);
  if (!identity) throw new AppError("not_found");
  await tx.run(
    sql_builder
      .deleteFrom("members.identity")
      .where("tenant_id", "=", tx.tenant_id)
      .where("identity_id", "=", identity.identity_id),
  );
  await refreshCompleteness(tx, [member_id]);
  await tell(tx, app, "member.identity_removed", member_id, identity);
  return identity;
}

/** Of all who give or look for the same name at once, one goes first. */
export const lockIdentity = (tx: Tx, { secrets }: Keyed, identity: IdentityValue): Promise<void> =>
  lockValue(tx, identityIndexesOf(secrets, tx.tenant_id, identity));

async function tell(
  tx: Tx,
  { runtime }: Keyed,
  type: string,
  member_id: string,
  { kind, issuer }: Pick<Identity, "kind" | "issuer">,
): Promise<void> {
  const business_time = tenantNow(await getTenant(tx), runtime);
  await appendEvents(tx, [
    {
      event_id: runtime.ids.next(),
      type,
      subject_id: member_id,
      payload: { member_id, kind, issuer },
      business_time,
      recorded_at: runtime.clock.now(),
    },
  ]);
}
