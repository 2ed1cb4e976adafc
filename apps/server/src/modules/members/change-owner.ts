// Who looks after a member: given to a colleague, one by one or all at once when somebody leaves.
import type { By } from "../../platform/audit/by.ts";
import { recordAudit } from "../../platform/audit/record-audit.ts";
import type { Keyed } from "../../platform/crypto/secrets.ts";
import { sql_builder } from "../../platform/db/builder.ts";
import type { Db, Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { startJob } from "../../platform/jobs/jobs.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { memberParams, type Reach } from "../../platform/kernel/reach.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { namesOf } from "../../platform/names.ts";
import { findPerson, type Person } from "../../platform/people.ts";
import { countCustomers } from "./db/owners.gen.ts";
import { getMember } from "./find-member.ts";
import { HANDOVER_JOB, type HandoverInput } from "./handover-job.ts";
import { isFitOwner, tellOwnersChanged } from "./owners.ts";

interface OwnerChange {
  member_id: string;
  /** Null: nobody looks after them from now on. */
  owner_staff_id: string | null;
  reason: string | undefined;
}

/** @throws not_found · member_erased · owner_unfit */
export async function changeOwner(
  tx: Tx,
  app: Keyed,
  { member_id, owner_staff_id, reason }: OwnerChange,
  giver: { reach: Reach; by: By },
): Promise<void> {
  const member = await getMember(tx, app, member_id, giver.reach, { lock: true });
  if (member.erased_at) throw new AppError("member_erased");
  if (owner_staff_id !== null) await requireFit(tx, owner_staff_id, giver.reach);
  if (owner_staff_id === member.owner_staff_id) return;
  await tx.run(
    sql_builder
      .updateTable("members.member")
      .set({ owner_staff_id, version: member.version + 1 })
      .where("tenant_id", "=", tx.tenant_id)
      .where("member_id", "=", member_id),
  );
  await tellOwnersChanged(tx, app.runtime, [member_id]);
  const ids = [member.owner_staff_id, owner_staff_id].map((id) => ({ kind: "staff", id }));
  const names = await namesOf(tx, ids);
  const named = (id: string | null) => (id === null ? null : (names.get(id) ?? null));
  await recordAudit(tx, app.runtime, giver.by, {
    action: "member.owner_changed",
    subject: { kind: "member", id: member_id },
    before: { owner: named(member.owner_staff_id) },
    after: { owner: named(owner_staff_id) },
    reason: reason ?? null,
  });
}

interface Handover {
  from_staff_id: string;
  to_staff_id: string;
  reason: string;
}

/** All customers of one colleague whom the giver reaches go to another. Answers the job that does it. @throws not_found · owner_unfit */
export async function startHandover(
  tx: Tx,
  { runtime }: { runtime: Runtime },
  { from_staff_id, to_staff_id, reason }: Handover,
  giver: { reach: Reach; by: By },
): Promise<{ job_id: string; customers: number }> {
  const { reach, by } = giver;
  const from = await requireReached(tx, from_staff_id, reach);
  if (from_staff_id === to_staff_id) throw new AppError("owner_unfit", {}, [TO_POINTER]);
  const to = await requireFit(tx, to_staff_id, reach);
  const unit_ids = reach.customers === "all" ? memberParams(reach).unit_ids : null;
  const customers = await run(tx, countCustomers, { tenant_id: tx.tenant_id, staff_id: from_staff_id, unit_ids });
  const input: HandoverInput = { from_staff_id, to_staff_id, unit_ids };
  const subject = { kind: "staff", id: from_staff_id } as const;
  const title = `${from.name} → ${to.name}`;
  const job_id = await startJob(tx, { runtime }, { kind: HANDOVER_JOB, title, subject, input, by, scope: reach.scope });
  await recordAudit(tx, runtime, by, {
    action: "staff.customers_handed_over",
    subject,
    before: { owner: from.name },
    after: { owner: to.name, customers: customers.count },
    reason,
  });
  return { job_id, customers: customers.count };
}

const TO_POINTER = { pointer: "/to_staff_id", code: "owner_unfit" };

/** Somebody outside the giver's places is not there; whoever gives only their own customers away gives nobody else's. */
async function requireReached(db: Db, staff_id: string, { scope, customers }: Reach): Promise<Person> {
  const person = await findPerson(db, "staff", staff_id);
  if (!person) throw new AppError("not_found");
  const is_near = scope === "all" || (person.scope !== "all" && person.scope.every((unit) => scope.includes(unit)));
  if (!is_near || (customers !== "all" && customers.staff_id !== staff_id)) throw new AppError("not_found");
  return person;
}

/** In office, and somebody who sees members at all. @throws not_found · owner_unfit */
export async function requireFit(db: Db, staff_id: string, { scope }: Reach): Promise<Person> {
  const person = await requireReached(db, staff_id, { scope, customers: "all" });
  if (!isFitOwner(person)) throw new AppError("owner_unfit");
  return person;
}
