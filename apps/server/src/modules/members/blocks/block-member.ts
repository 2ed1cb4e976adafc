import { type By, SYSTEM } from "../../../platform/audit/by.ts";
import type { Keyed } from "../../../platform/crypto/secrets.ts";
import type { Tx } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { appendEvents } from "../../../platform/events/outbox.ts";
import { registerTimer, setTimers } from "../../../platform/jobs/timers.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import type { Reach } from "../../../platform/kernel/reach.ts";
import type { Runtime } from "../../../platform/kernel/runtime.ts";
import { getTenant, tenantNow } from "../../org/index.ts";
import * as sql from "../db/blocks.gen.ts";
import { type BlockTerms, inOrder } from "../domain/blocks.ts";
import { getMember } from "../find-member.ts";

const TIMER = "members.block";

interface Target {
  member_id: string;
  reach: Reach;
}

/**
 * Keeps somebody from what the scopes name, from now on; a block that stands is replaced. Ends by itself when its time is over.
 * @throws not_found · member_erased · block_ends_in_past
 */
export async function blockMember(tx: Tx, app: Keyed, by: By, target: Target, terms: BlockTerms): Promise<string> {
  const { member_id, erased_at } = await getMember(tx, app, target.member_id, target.reach, { lock: true });
  if (erased_at) throw new AppError("member_erased");
  const now = tenantNow(await getTenant(tx), app.runtime);
  if (terms.until && terms.until <= now) {
    throw new AppError("block_ends_in_past", {}, [{ pointer: "/until", code: "block_ends_in_past" }]);
  }
  return putBlock(tx, app.runtime, { member_id, by, at: now, merge_id: null }, terms);
}

/** @throws not_found · not_blocked */
export async function unblockMember(tx: Tx, app: Keyed, by: By, target: Target, reason: string): Promise<void> {
  const { member_id } = await getMember(tx, app, target.member_id, target.reach, { lock: true });
  const open = await run(tx, sql.findOpenBlock, { tenant_id: tx.tenant_id, member_id });
  if (!open) throw new AppError("not_blocked");
  const at = tenantNow(await getTenant(tx), app.runtime);
  await liftBlock(tx, app.runtime, { member_id, by, at }, { block_id: open.block_id, reason });
}

interface Deed {
  member_id: string;
  by: By;
  /** Tenant's time. */
  at: Date;
}

const actorOf = ({ actor, actor_id }: By) => ({ actor, actor_id });

/** Writes it in the place of what stands. The caller holds the member's lock. */
export async function putBlock(
  tx: Tx,
  runtime: Runtime,
  { member_id, by, at, merge_id }: Deed & { merge_id: string | null },
  { scopes: asked, reason, until }: BlockTerms,
): Promise<string> {
  const { tenant_id } = tx;
  const block_id = runtime.ids.next();
  const scopes = inOrder(asked);
  const open = await run(tx, sql.findOpenBlock, { tenant_id, member_id });
  if (open) await run(tx, sql.endBlock, { tenant_id, block_id: open.block_id, at, reason: null, ...actorOf(by) });
  await run(tx, sql.insertBlock, {
    tenant_id,
    block_id,
    member_id,
    scopes,
    reason,
    until,
    at,
    merge_id,
    ...actorOf(by),
  });
  await run(tx, sql.showBlock, { tenant_id, member_id, scopes, reason, until });
  if (until) await setTimers(tx, [{ kind: TIMER, key: block_id, due_at: until, payload: { member_id } }]);
  await tell(tx, runtime, "member.blocked", { member_id, at, payload: { member_id, scopes } });
  return block_id;
}

/** Ends the block that stands. The caller holds the member's lock. */
export async function liftBlock(
  tx: Tx,
  runtime: Runtime,
  { member_id, by, at }: Deed,
  { block_id, reason }: { block_id: string; reason: string | null },
): Promise<void> {
  const { tenant_id } = tx;
  await run(tx, sql.endBlock, { tenant_id, block_id, at, reason, ...actorOf(by) });
  await run(tx, sql.showBlock, { tenant_id, member_id, scopes: null, reason, until: null });
  await tell(tx, runtime, "member.unblocked", { member_id, at, payload: { member_id } });
}

async function tell(
  tx: Tx,
  runtime: Runtime,
  type: "member.blocked" | "member.unblocked",
  { member_id, at, payload }: { member_id: string; at: Date; payload: Record<string, unknown> },
): Promise<void> {
  const times = { business_time: at, recorded_at: runtime.clock.now() };
  await appendEvents(tx, [{ event_id: runtime.ids.next(), type, subject_id: member_id, payload, ...times }]);
}

/** Its time is over, unless it was ended or replaced before. */
registerTimer(TIMER, async (tx, runtime, { key: block_id, due_at, payload }) => {
  const { tenant_id } = tx;
  const member_id = String(payload["member_id"]);
  await tx.query({
    name: "lock_blocked_member",
    text: "select from members.member where tenant_id = $1 and member_id = $2 for update",
    values: [tenant_id, member_id],
  });
  const open = await run(tx, sql.findOpenBlock, { tenant_id, member_id });
  if (open?.block_id === block_id) {
    await liftBlock(tx, runtime, { member_id, by: SYSTEM, at: due_at }, { block_id, reason: null });
  }
});
