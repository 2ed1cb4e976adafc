import { registerJob } from "../../platform/jobs/job-kinds.ts";
import { AppError } from "../../platform/kernel/errors.ts";
import { run } from "../../platform/db/sql.ts";
import { findPerson } from "../../platform/people.ts";
import { toWireId } from "../../platform/kernel/ids.ts";
import { countCustomers, handOver } from "./db/owners.gen.ts";
import { isFitOwner, tellOwnersChanged } from "./owners.ts";

export const HANDOVER_JOB = "members.handover";
const ROWS_A_STEP = 500;

export interface HandoverInput {
  from_staff_id: string;
  to_staff_id: string;
  /** Homes that the giver reaches; null: every home. */
  unit_ids: string[] | null;
}

registerJob<HandoverInput>({
  kind: HANDOVER_JOB,
  label: { "zh-CN": "客户归属移交", en: "Handover of customers", ko: "고객 담당 이관" },
  permission: "members:assign",
  async run({ app, job, input, step }) {
    const { tenant_id } = job;
    const { from_staff_id, to_staff_id, unit_ids } = input;
    let moved = ROWS_A_STEP;
    await step(async (tx) => {
      const left = await run(tx, countCustomers, { tenant_id, staff_id: from_staff_id, unit_ids });
      return { total: job.done + left.count };
    });
    while (moved === ROWS_A_STEP) {
      await step(async (tx) => {
        // Whoever was sent away meanwhile takes nobody over.
        if (!isFitOwner(await findPerson(tx, "staff", to_staff_id))) throw new AppError("owner_unfit");
        const params = { tenant_id, from_staff_id, to_staff_id, unit_ids, row_limit: ROWS_A_STEP };
        const rows = await run(tx, handOver, params);
        moved = rows.length;
        await tellOwnersChanged(
          tx,
          app.runtime,
          rows.map(({ member_id }) => member_id),
        );
        return { done: moved, ok: moved };
      });
    }
    return { from_staff_id: toWireId("staff", from_staff_id), to_staff_id: toWireId("staff", to_staff_id) };
  },
});
