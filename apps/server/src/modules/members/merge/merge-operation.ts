import { z } from "zod";
import { type Effect, type OperationContext, registerOperation } from "../../../platform/approvals/index.ts";
import type { Tx } from "../../../platform/db/pool.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { EVERYBODY } from "../../../platform/kernel/reach.ts";
import type { MergeLine } from "../../../platform/merging.ts";
import { personOf } from "../persons.ts";
import { MERGE_FIELDS } from "./fields.ts";
import { type Merged, mergeMembers } from "./merge-members.ts";

export const MERGE_OPERATION = "members.merge";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });

const zMergeWaiting = z.object({
  winner_id: z.uuid(),
  loser_id: z.uuid(),
  keep: z.partialRecord(z.enum(MERGE_FIELDS), z.enum(["winner", "loser"])),
  reason: z.string(),
});

/** What a second person reads of it. */
const LABELS = {
  points: t("积分", "Points", "포인트"),
  "cny.principal": t("储值本金", "Wallet principal", "충전 원금"),
  "cny.bonus": t("储值赠金", "Wallet bonus", "충전 보너스"),
  growth: t("成长值", "Growth", "성장 점수"),
  tier: t("等级", "Tier", "등급"),
};

registerOperation({
  kind: MERGE_OPERATION,
  permission: "members:merge",
  requires: "members:merge",
  texts: { title: t("合并会员", "Merging two members", "회원 병합"), labels: LABELS },
  input: zMergeWaiting,
  rule: { measure: null, enabled: false, threshold: null, hours: 72 },
  preview: async (tx, context, input) => effectOf((await merge(tx, context, input)).lines),
  execute: async (tx, context, input) => ({
    merge_id: toWireId("merge", (await merge(tx, context, input)).merge_id),
  }),
});

/** As of the moment of the yes: who they have become meanwhile. */
async function merge(tx: Tx, context: OperationContext, input: z.output<typeof zMergeWaiting>): Promise<Merged> {
  const { app, by, times, approval_id } = context;
  const [winner_id, loser_id] = [await personOf(tx, input.winner_id), await personOf(tx, input.loser_id)];
  return mergeMembers(tx, app, { ...input, winner_id, loser_id }, { by, reach: EVERYBODY, times, approval_id });
}

const isLabel = (what: string): what is keyof typeof LABELS => what in LABELS;

function effectOf(lines: readonly MergeLine[]): Effect {
  const told = lines.filter(({ what, unit }) => what === "tier" || unit !== "code");
  return {
    lines: told
      .filter(({ what }) => isLabel(what))
      .map(({ what, winner, after, unit }) => ({
        label: what,
        before: winner,
        after,
        ...(unit === "code" ? {} : { unit }),
      })),
    people: 2,
  };
}
