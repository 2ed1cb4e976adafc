import { idField, registerEvents, wordField } from "../events/catalog.ts";

const fields = {
  approval_id: idField("approval"),
  kind: wordField("exports.run"),
  state: wordField("waiting"),
};

registerEvents({
  "approval.requested": { title: { "zh-CN": "申请审批", en: "An approval was asked for", ko: "승인 요청" }, fields },
  "approval.approved": { title: { "zh-CN": "审批通过", en: "A request was approved", ko: "승인됨" }, fields },
  "approval.rejected": { title: { "zh-CN": "审批拒绝", en: "A request was rejected", ko: "승인 거절" }, fields },
  "approval.canceled": { title: { "zh-CN": "撤回申请", en: "A request was withdrawn", ko: "신청 철회" }, fields },
  "approval.expired": { title: { "zh-CN": "申请过期", en: "A request expired", ko: "신청 만료" }, fields },
});
