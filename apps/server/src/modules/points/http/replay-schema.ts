import { z } from "zod";
import {
  wireId,
  wireIdOut,
  zBusinessDate,
  zCount,
  zInstantOut,
  zPage,
  zPoints,
} from "../../../platform/http/schema.ts";
import { REPLAY_STATES } from "../replay/replays.ts";
import { sensitive } from "../../../platform/http/sensitive.ts";

export const zNewReplay = z.strictObject({
  rule_id: wireId("earning_rule"),
  version: z
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .meta({ description: "The newest, a draft included, when left out" }),
  from: zBusinessDate,
  to: zBusinessDate,
});

export const zReplayPath = z.strictObject({ replay_id: wireId("replay") });
export const zReplayQuery = zPage.extend({ rule_id: wireId("earning_rule").optional() });

const zMemberName = z.object({
  member_id: wireIdOut("member"),
  name: sensitive("name", z.string()),
  card_no: z.string(),
});

const zResult = z
  .object({
    purchases: zCount.meta({ description: "Purchases and awards that were decided again" }),
    skipped: zCount.meta({ description: "Older than the traces that deciding again needs" }),
    members: zCount,
    members_affected: zCount,
    points_posted: zPoints,
    points_today: zPoints.meta({ description: "The same events under today's policy" }),
    points_with_rule: zPoints,
    points_added: zPoints,
    points_removed: zPoints,
    cost_fen: sensitive("amounts", z.int().meta({ description: "(added − removed) × unit cost" })),
    by_tier: z.array(
      z.object({ tier_code: z.string().nullable(), members: zCount, points_added: zPoints, points_removed: zPoints }),
    ),
    top_members: z.array(zMemberName.extend({ points: zPoints, purchases: zCount, tier_code: z.string().nullable() })),
    hints: z.array(
      z.object({
        code: z.enum(["one_member", "capped_repeats", "split_purchases"]),
        members: zCount,
        points: zPoints,
        share_bp: z.int(),
        examples: z.array(zMemberName),
      }),
    ),
    assumed: z
      .object({ tags: zCount, birthdays: zCount })
      .meta({ description: "Events whose tags or birthday were not kept and are taken as they are today" }),
  })
  .meta({ id: "ReplayResult" });

const zReplayHead = z.object({
  replay_id: wireIdOut("replay"),
  rule_id: wireIdOut("earning_rule"),
  version: z.int(),
  from: zBusinessDate,
  to: zBusinessDate,
  state: z.enum(REPLAY_STATES),
  done: zCount,
  total: zCount.nullable().meta({ description: "Null until it has been counted" }),
  requested_by: z.object({ staff_id: wireIdOut("staff").optional(), key_id: wireIdOut("api_key").optional() }),
  requested_at: zInstantOut,
  started_at: zInstantOut.nullable(),
  ended_at: zInstantOut.nullable(),
});

export const zReplayRow = zReplayHead.meta({ id: "ReplayRow" });
export const zReplay = zReplayHead.extend({ result: zResult.nullable() }).meta({ id: "Replay" });
