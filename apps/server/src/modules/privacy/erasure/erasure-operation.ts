import { z } from "zod";
import { type Effect, registerOperation } from "../../../platform/approvals/index.ts";
import type { Keyed } from "../../../platform/crypto/secrets.ts";
import { sql_builder } from "../../../platform/db/builder.ts";
import type { Tx } from "../../../platform/db/pool.ts";
import { startJob } from "../../../platform/jobs/jobs.ts";
import { EVERYBODY } from "../../../platform/kernel/reach.ts";
import { listPersonalData } from "../../../platform/personal-data/registry.ts";
import { getRequest } from "../requests/subject-request.ts";
import { erasePerson } from "./erase-person.ts";
import { FORGET_JOB } from "./forget-job.ts";

export const ERASURE_OPERATION = "privacy.erasure";

type Input = Parameters<typeof erasePerson>[2];

registerOperation({
  kind: ERASURE_OPERATION,
  permission: "privacy:write",
  requires: "privacy:write",
  texts: {
    title: { "zh-CN": "删除个人信息", en: "Erasure of personal data", ko: "개인정보 삭제" },
    labels: {
      card: { "zh-CN": "会员卡号", en: "Card", ko: "회원 카드" },
      cleared: { "zh-CN": "清除此人的数据表", en: "Tables cleared of the person", ko: "개인정보를 지우는 테이블" },
      kept: { "zh-CN": "仅以编号保留的数据表", en: "Tables kept under the id alone", ko: "식별자만 남는 테이블" },
    },
  },
  input: z.object({ request_id: z.uuid(), reason: z.string() }),
  // What is erased does not come back: always two people, unless the tenant says otherwise.
  rule: { measure: "people", enabled: true, threshold: null, hours: 72 },
  preview: (tx, { app, approval_id, by }, input) => preview(tx, app, { ...input, by, approval_id }),
  execute: async (tx, { app, by, approval_id }, input) => {
    await startErasure(tx, app, { ...input, by, approval_id });
    return { request_id: input.request_id };
  },
});

/** Everything it does is undone afterwards: what would refuse the erasure refuses to ask for it. */
async function preview(tx: Tx, app: Keyed, input: Input): Promise<Effect> {
  const { member_card_no } = await getRequest(tx, input.request_id, EVERYBODY);
  await erasePerson(tx, app, input);
  const fates = listPersonalData().flatMap(({ tables }) => Object.values(tables));
  const kept = fates.filter((fate) => fate === "kept").length;
  return {
    lines: [
      { label: "card", before: member_card_no, after: null },
      { label: "cleared", after: fates.length - kept, unit: "count" },
      { label: "kept", after: kept, unit: "count" },
    ],
    people: 1,
  };
}

/** The person goes now; the worker goes through whatever may still name them. */
export async function startErasure(tx: Tx, app: Keyed, input: Input): Promise<void> {
  await erasePerson(tx, app, input);
  const { request_id, by } = input;
  const subject = { kind: "subject_request", id: request_id } as const;
  const job_id = await startJob(tx, app, { kind: FORGET_JOB, subject, input: { request_id }, by, scope: "all" });
  await tx.run(
    sql_builder
      .updateTable("privacy.subject_request")
      .set({ job_id })
      .where("tenant_id", "=", tx.tenant_id)
      .where("request_id", "=", request_id),
  );
}
