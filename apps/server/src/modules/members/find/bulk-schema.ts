import { z } from "zod";
import { zPending } from "../../../platform/approvals/index.ts";
import { sensitive } from "../../../platform/http/sensitive.ts";
import {
  wireId,
  wireIdOut,
  zCount,
  zEntries,
  zFen,
  zInstantOut,
  zPage,
  zPoints,
  zQueryFlag,
  zText,
} from "../../../platform/http/schema.ts";
import { zJob } from "../../../platform/jobs/http/schema.ts";
import { BULK_STATES } from "./bulk.ts";
import { BULK_ACTIONS } from "./bulk-actions.ts";

const MOST_NAMED = 1_000;

export const zNewSelection = z
  .strictObject({
    filter: zEntries(z.string().max(2_000), 40)
      .optional()
      .meta({ description: "Everybody in the list: its query, without paging" }),
    member_ids: z
      .array(wireId("member"))
      .min(1)
      .max(MOST_NAMED)
      .optional()
      .meta({ description: "These people, all of whom the caller sees" }),
  })
  .refine(({ filter, member_ids }) => (filter === undefined) !== (member_ids === undefined), {
    params: { code: "exactly_one_of" },
  });

export const zSelection = z
  .object({
    selection_id: wireIdOut("selection"),
    people: zCount,
    created_at: zInstantOut,
    expires_at: zInstantOut.meta({ description: "Until when something can be begun with it" }),
  })
  .meta({ id: "MemberSelection" });

const zAction = z.enum(BULK_ACTIONS);
const deed = {
  selection_id: wireId("selection"),
  action: zAction,
  tag_id: wireId("tag").optional().meta({ description: "For tag and untag" }),
  owner_staff_id: wireId("staff")
    .nullable()
    .optional()
    .meta({ description: "For assign; null: nobody looks after them" }),
};
interface DeedShape {
  action: z.output<typeof zAction>;
  tag_id?: string | undefined;
  owner_staff_id?: string | null | undefined;
}
/** Each action says its one target, and nothing that is another's. */
function checkTarget(given: DeedShape, context: z.core.$RefinementCtx): void {
  const needs = { tag: "tag_id", untag: "tag_id", assign: "owner_staff_id", block: null, unblock: null }[given.action];
  for (const field of ["tag_id", "owner_staff_id"] as const) {
    const is_there = given[field] !== undefined;
    if (is_there === (field === needs)) continue;
    const params = { code: is_there ? "unknown_field" : "required" };
    context.issues.push({ code: "custom", input: given[field], path: [field], params });
  }
}
export const zDeed = z.strictObject(deed).superRefine(checkTarget);
export const zNewBulk = z.strictObject({ ...deed, reason: zText(200) }).superRefine(checkTarget);

const weighed = {
  people: zCount,
  changes: zCount.meta({ description: "Whom it would change" }),
  unchanged: zCount.meta({ description: "Those of whom it is already so" }),
  left_out: zCount.meta({ description: "Those who have left, or whom the caller no longer reaches" }),
  points: zPoints.meta({ description: "What those whom it changes hold together" }),
  wallet_fen: sensitive("amounts", zFen),
};
export const zWeighed = z
  .object({
    ...weighed,
    needs_approval: z.boolean().meta({ description: "A second person is asked before it begins" }),
  })
  .meta({ id: "BulkPreview" });

export const zBulk = z
  .object({
    bulk_id: wireIdOut("bulk"),
    action: zAction,
    tag_id: wireIdOut("tag").nullable(),
    owner_staff_id: wireIdOut("staff").nullable(),
    target_name: z.string().nullable().meta({ description: "The tag's or the colleague's name" }),
    reason: z.string(),
    state: z.enum(BULK_STATES),
    people: zCount,
    changed: zCount,
    unchanged: zCount,
    failed: zCount,
    requested_by: z.object({ name: z.string().nullable(), mine: z.boolean() }),
    requested_at: zInstantOut,
    ended_at: zInstantOut.nullable(),
    can_undo: z.boolean(),
    approval_id: wireIdOut("approval").nullable(),
    job: zJob.nullable().meta({ description: "The newest of its run and its undoing" }),
  })
  .meta({ id: "BulkOperation" });

export const zBulkStarted = z.object({ bulk_id: wireIdOut("bulk"), job_id: wireIdOut("job") });
export const zBulkWaiting = zPending;
export const zBulkPath = z.strictObject({ bulk_id: wireId("bulk") });
export const zBulkPage = zPage.extend({ mine: zQueryFlag.optional() });
