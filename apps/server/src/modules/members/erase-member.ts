import type { Keyed } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { appendEvents } from "../../platform/events/outbox.ts";
import { randomInteger } from "../../platform/kernel/random.ts";
import type { Leaver } from "../../platform/personal-data/registry.ts";
import { getTenant, tenantNow } from "../org/index.ts";
import { birthColumns } from "./birth.ts";
import { leaveHousehold } from "./change-household.ts";
import { forgetInvitations, redactHouseholds } from "./db/households.gen.ts";
import { BLOCK_SCOPES } from "./domain/blocks.ts";
import { cardNoOf } from "./domain/card-no.ts";
import { nameKey } from "./domain/name-grams.ts";
import { redactMerges } from "./db/merge.gen.ts";
import { lockRows } from "./merge/fields.ts";
import { forgetFiles } from "./record/member-files.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { idNumberColumns } from "./id-number-vault.ts";
import { codeIndexesOf } from "./sign-in-code.ts";
import { moveGrams } from "./update-member.ts";
import { EVERYBODY } from "../../platform/kernel/reach.ts";

/** What somebody is called who has left. */
export const ERASED_NAME = "已注销会员";

/**
 * Takes name, numbers, birthday, tags, sessions and codes away. The row stays, under its id alone, so that what was booked
 * to it stays whole; card and member code are drawn anew, so that the old ones open nothing.
 * @throws not_found · guardian_needed · pool_not_empty (a household has to be settled first)
 */
export async function eraseMember(tx: Tx, app: Keyed, { member_id, addresses, needles }: Leaver): Promise<void> {
  const { tenant_id } = tx;
  await leaveFamily(tx, app, member_id, needles);
  const member = await lockRow(tx, app, member_id);
  const now = tenantNow(await getTenant(tx), app.runtime);
  await moveGrams(tx, member, ERASED_NAME);
  await tx.run(
    sql_builder
      .updateTable("members.member")
      .set({
        ...birthColumns(null),
        ...idNumberColumns(app.secrets, tenant_id, member_id, null),
        name: ERASED_NAME,
        name_key: nameKey(ERASED_NAME),
        card_no: cardNoOf(
          randomInteger(app.runtime.random, 10 ** 6) * 10 ** 7 + randomInteger(app.runtime.random, 10 ** 7),
        ),
        medium_ref: app.runtime.ids.next(),
        phone_cipher: null,
        phone_index: null,
        phone_tail: null,
        external_id: null,
        sex: null,
        language: null,
        status: "blocked",
        status_reason: null,
        block_scopes: [...BLOCK_SCOPES],
        blocked_until: null,
        erased_at: now,
        version: member.version + 1,
      })
      .where("tenant_id", "=", tenant_id)
      .where("member_id", "=", member_id),
  );
  await forgetTraces(tx, member_id);
  await forgetCodes(tx, app, addresses);
  await run(tx, redactMerges, { tenant_id, member_id, needles: [...needles] });
  await appendEvents(tx, [
    {
      event_id: app.runtime.ids.next(),
      type: "member.erased",
      subject_id: member_id,
      payload: { member_id },
      business_time: now,
      recorded_at: app.runtime.clock.now(),
    },
  ]);
}

/** The row itself: one that was merged is emptied like the one it answers with. */
async function lockRow(tx: Tx, app: Keyed, member_id: string) {
  const [row] = await lockRows(tx, app, [member_id]);
  if (!row) throw new AppError("not_found");
  return row;
}

async function leaveFamily(tx: Tx, app: Keyed, member_id: string, needles: readonly string[]): Promise<void> {
  const memberships = await tx.all(
    sql_builder
      .selectFrom("members.household_member")
      .select(["household_id", "left_at"])
      .where("tenant_id", "=", tx.tenant_id)
      .where("member_id", "=", member_id),
  );
  const current = memberships.find(({ left_at }) => left_at === null);
  if (current) await leaveHousehold(tx, app, current.household_id, member_id, EVERYBODY);
  // A family is often called by somebody's name.
  const household_ids = memberships.map(({ household_id }) => household_id);
  if (household_ids.length > 0) {
    await run(tx, redactHouseholds, { tenant_id: tx.tenant_id, household_ids, needles: [...needles] });
  }
}

async function forgetTraces(tx: Tx, member_id: string): Promise<void> {
  const { tenant_id } = tx;
  const mine = { tenant_id, member_id };
  await run(tx, forgetInvitations, mine);
  await tx.run(sql_builder.deleteFrom("members.note").where((eb) => eb.and(mine)));
  await forgetFiles(tx, member_id);
  await tx.run(sql_builder.deleteFrom("members.member_tag").where((eb) => eb.and(mine)));
  await tx.run(sql_builder.deleteFrom("members.field_value").where((eb) => eb.and(mine)));
  await tx.run(sql_builder.deleteFrom("members.session").where((eb) => eb.and(mine)));
  await tx.run(sql_builder.deleteFrom("members.activity_day").where((eb) => eb.and(mine)));
  await tx.run(sql_builder.deleteFrom("members.block").where((eb) => eb.and(mine)));
  await tx.run(sql_builder.deleteFrom("members.tag_hit").where((eb) => eb.and(mine)));
  await tx.run(sql_builder.deleteFrom("members.figure").where((eb) => eb.and(mine)));
  await tx.run(sql_builder.deleteFrom("members.identity").where((eb) => eb.and(mine)));
  await tx.run(
    sql_builder
      .deleteFrom("members.duplicate")
      .where("tenant_id", "=", tenant_id)
      .where((eb) => eb.or([eb("a_id", "=", member_id), eb("b_id", "=", member_id)])),
  );
}

async function forgetCodes(tx: Tx, { secrets }: Keyed, addresses: readonly string[]): Promise<void> {
  const { tenant_id } = tx;
  const indexes = addresses.flatMap((address) => codeIndexesOf(secrets, tenant_id, address));
  if (indexes.length === 0) return;
  await tx.run(
    sql_builder
      .deleteFrom("members.sign_in_code")
      .where("tenant_id", "=", tenant_id)
      .where("address_index", "in", indexes),
  );
}
