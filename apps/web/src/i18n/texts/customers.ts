import { texts } from "../text.ts";

/** Who looks after whom. */
export const customers = texts({
  customers: ["名下客户", "Customers", "담당 고객"],
  count: ["{count} 位", "{count}", "{count}명"],
  look: ["查看", "View", "보기"],
  handover_more: ["移交…", "Hand over…", "이관…"],
  handover: ["移交", "Hand over", "이관"],
  handover_title: ["移交“{name}”的客户", "Hand over {name}'s customers", "‘{name}’의 고객 이관"],
  handover_why: [
    "{count} 位客户将全部归接手人负责。在后台进行，可在任务里查看进度。",
    "{count} {count|customer goes|customers go} to the colleague you choose. It runs in the background; follow it under Jobs.",
    "고객 {count}명이 모두 인계받는 직원에게 넘어갑니다. 백그라운드에서 진행되며 작업에서 확인할 수 있습니다.",
  ],
  heir: ["接手人", "New owner", "인계받는 직원"],
  handover_reason: ["移交原因", "Reason", "이관 사유"],
  started: [
    "已开始移交 {count} 位客户",
    "Handing over {count} {count|customer|customers}",
    "고객 {count}명 이관을 시작했습니다",
  ],
  leaving: [
    "名下还有 {count} 位客户，停用后不会自动移交。",
    "{count} {count|customer is|customers are} still assigned to them; disabling does not hand them over.",
    "담당 고객 {count}명이 남아 있습니다. 사용 중지해도 자동으로 이관되지 않습니다.",
  ],
  owner: ["客户归属", "Owner", "담당"],
  owner_is: ["{name}", "{name}", "{name}"],
  owner_none: ["暂无", "Unassigned", "담당자 없음"],
  owner_change: ["修改归属", "Change", "담당 변경"],
  owner_title: ["谁负责“{name}”", "Owner of {name}", "‘{name}’ 담당자"],
  owner_reason: ["变更原因", "Reason for the change", "변경 사유"],
  owner_clear: ["留空表示无人专属负责。", "Leave empty for no owner.", "비워 두면 담당자가 없습니다."],
  saved: ["归属已更新", "Saved", "담당자를 저장했습니다"],
});
