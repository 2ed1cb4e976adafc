import { z } from "zod";
import { type Effect, registerOperation } from "../../../platform/approvals/index.ts";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import type { Tx } from "../../../platform/db/pool.ts";
import { present } from "../../../platform/kernel/assert.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { changeBulk, getBulk } from "./bulk.ts";
import { BULK_OPERATION, named, startBulk } from "./start-bulk.ts";

const DEFAULT_THRESHOLD_PEOPLE = 1_000;

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });

registerOperation({
  kind: BULK_OPERATION,
  permission: "members:approve",
  requires: "members:write",
  texts: {
    title: t("会员批量操作", "Bulk change of members", "회원 일괄 변경"),
    labels: {
      tag: t("打标签", "Add the tag", "태그 추가"),
      untag: t("去标签", "Remove the tag", "태그 제거"),
      block: t("停用", "Block", "정지"),
      unblock: t("恢复", "Unblock", "정지 해제"),
      assign: t("移交给", "Looked after by", "담당자"),
      changes: t("会改变", "Will change", "변경"),
      unchanged: t("本来就是", "Already so", "이미 해당"),
      left_out: t("不会处理", "Left out", "제외"),
      points: t("涉及积分", "Their points", "해당 포인트"),
      wallet: t("涉及储值", "Their wallets", "해당 충전금"),
    },
  },
  input: z.strictObject({ bulk_id: z.uuid() }),
  rule: { measure: "people", enabled: true, threshold: DEFAULT_THRESHOLD_PEOPLE, hours: 72 },
  preview: (tx, _context, { bulk_id }) => effectOf(tx, bulk_id),
  execute: async (tx, { app, by, approval_id }, { bulk_id }) => {
    const job_id = await startBulk(tx, app, await getBulk(tx, bulk_id, { lock: true }));
    await recordAudit(tx, app.runtime, by, {
      action: "bulk.approved",
      subject: { kind: "bulk", id: bulk_id },
      after: { job_id: toWireId("job", job_id) },
      approval_id,
    });
    return { bulk_id: toWireId("bulk", bulk_id), job_id: toWireId("job", job_id) };
  },
  closed: async (tx, _runtime, { input, at }) => {
    await changeBulk(tx, input.bulk_id, { state: "refused", ended_at: at });
  },
});

/** As weighed when it was asked for: what people hold moves all day, and the yes is to whom it is done. */
async function effectOf(tx: Tx, bulk_id: string): Promise<Effect> {
  const bulk = await getBulk(tx, bulk_id);
  const { changes, unchanged, left_out, points, wallet_fen } = present(bulk.weighed, "a change that waits was weighed");
  const [target = bulk.reason] = Object.values(await named(tx, bulk));
  return {
    lines: [
      { label: bulk.action, after: target },
      { label: "changes", after: changes, unit: "count" },
      { label: "unchanged", after: unchanged, unit: "count" },
      { label: "left_out", after: left_out, unit: "count" },
      { label: "points", after: points, unit: "points" },
      { label: "wallet", after: wallet_fen, unit: "fen" },
    ],
    people: bulk.people,
  };
}
