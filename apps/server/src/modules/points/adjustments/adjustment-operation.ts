import { z } from "zod";
import { registerOperation } from "../../../platform/approvals/index.ts";
import { EVERYBODY } from "../../../platform/kernel/reach.ts";
import { callerActor } from "../actor.ts";
import { getProgram } from "../program.ts";
import { previewAdjustment } from "./adjustment-effect.ts";
import { getAdjustment } from "./adjustment.ts";
import { closeAdjustment, postWaiting } from "./decide-adjustment.ts";

/** A waiting adjustment stands in the inbox of approvals, under its own id. */
registerOperation({
  kind: "points.adjustment",
  permission: "points:approve",
  requires: "points:adjust",
  texts: {
    title: { "zh-CN": "积分调整", en: "Points adjustment", ko: "포인트 조정" },
    labels: {
      balance: { "zh-CN": "积分余额", en: "Points balance", ko: "포인트 잔액" },
      debt: { "zh-CN": "欠的积分", en: "Points owed", ko: "부족 포인트" },
      change: { "zh-CN": "积分增减", en: "Points more or less", ko: "포인트 증감" },
    },
  },
  input: z.object({ adjustment_id: z.uuid() }),
  rule: { kept_in: "/points/program" },
  preview: async (tx, { app, times }, { adjustment_id }) => {
    const adjustment = await getAdjustment(tx, app, adjustment_id, EVERYBODY);
    const effect = await previewAdjustment(tx, await getProgram(tx), adjustment, times.now);
    const debt =
      effect.debt_before === effect.debt_after
        ? []
        : [{ label: "debt", before: effect.debt_before, after: effect.debt_after, unit: "points" as const }];
    return {
      lines: [
        { label: "change", after: adjustment.points, unit: "points" },
        { label: "balance", before: effect.balance_before, after: effect.balance_after, unit: "points" },
        ...debt,
      ],
      points: adjustment.points,
    };
  },
  execute: async (tx, { app, by, times }, { adjustment_id }) => {
    const posted = await postWaiting(tx, app, { adjustment_id, by, times });
    return { adjustment_id, transaction_id: posted.transaction_id };
  },
  closed: async (tx, runtime, { input, outcome, by, at, reason }) => {
    const state = outcome === "expired" ? "expired" : "rejected";
    const actor = by.actor === "system" ? null : callerActor(by);
    await closeAdjustment(tx, runtime, { ...input, state, actor, at, reason });
  },
});
