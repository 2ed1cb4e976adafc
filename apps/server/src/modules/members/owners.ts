import type { Tx } from "../../platform/db/pool.ts";
import { appendEvents } from "../../platform/events/outbox.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import type { Person } from "../../platform/people.ts";
import { getTenant, tenantNow } from "../org/index.ts";

/** Whoever looks after members is in office and sees members at all. */
export const isFitOwner = (person: Person | undefined): person is Person =>
  person !== undefined && person.is_active && person.permissions.has("members:read");

export async function tellOwnersChanged(tx: Tx, runtime: Runtime, member_ids: readonly string[]): Promise<void> {
  const business_time = tenantNow(await getTenant(tx), runtime);
  await appendEvents(
    tx,
    member_ids.map((member_id) => ({
      event_id: runtime.ids.next(),
      type: "member.updated",
      subject_id: member_id,
      payload: { member_id, changed: ["owner_staff_id"] },
      business_time,
      recorded_at: runtime.clock.now(),
    })),
  );
}
