import { registerErrors } from "../kernel/errors.ts";

registerErrors({
  same_person: {
    status: 403,
    title: { "zh-CN": "需要另一个人批准", en: "A second person has to approve", ko: "다른 사람의 승인이 필요함" },
    detail: {
      "zh-CN": "申请人不能批准自己的申请。请让另一位有审批权限的同事处理。",
      en: "Nobody approves their own request. Ask a colleague who may approve.",
      ko: "자신의 신청은 직접 승인할 수 없습니다. 승인 권한이 있는 다른 동료에게 요청하세요.",
    },
  },
  approval_not_yours: {
    status: 403,
    title: { "zh-CN": "你不能决定这项申请", en: "Not yours to decide", ko: "결정 권한 없음" },
    detail: {
      "zh-CN": "决定这项申请需要权限 {permission}，且数据范围要覆盖它；代理人不能替委托人批准委托人自己的申请。",
      en: "It takes the permission {permission} and a data scope that covers it; who stands in for the requester cannot decide it either.",
      ko: "이 신청을 결정하려면 {permission} 권한과 해당 데이터 범위가 필요합니다. 신청자의 대리인도 결정할 수 없습니다.",
    },
  },
  approval_closed: {
    status: 409,
    title: { "zh-CN": "这项申请已不在等待", en: "No longer waiting", ko: "더 이상 대기 중이 아님" },
    detail: {
      "zh-CN": "这项申请已被处理、撤回或过期。请刷新查看结果。",
      en: "It has been decided, withdrawn or has expired. Reload to see what became of it.",
      ko: "이 신청은 이미 처리, 철회되었거나 만료되었습니다. 새로 고침하여 결과를 확인하세요.",
    },
  },
  effect_changed: {
    status: 409,
    title: { "zh-CN": "效果已经变化", en: "The effect has changed", ko: "효과가 변경됨" },
    detail: {
      "zh-CN": "你查看之后，批准这项申请的效果已经变化。请重新查看后再决定。",
      en: "What approving would do has changed since you looked. Look again before you decide.",
      ko: "확인한 이후 승인 시의 효과가 변경되었습니다. 다시 확인한 뒤 결정하세요.",
    },
  },
  requester_lost_right: {
    status: 409,
    title: {
      "zh-CN": "申请人已无权提出",
      en: "The requester may no longer ask for it",
      ko: "신청자에게 더 이상 권한이 없음",
    },
    detail: {
      "zh-CN": "申请人的账号、角色或数据范围在申请之后有变化，这项申请不能再批准，请拒绝它。",
      en: "The requester's account, role or scope has changed since. It can no longer be approved; reject it.",
      ko: "신청 이후 신청자의 계정, 역할 또는 범위가 변경되었습니다. 더 이상 승인할 수 없으니 거절하세요.",
    },
  },
  not_your_request: {
    status: 403,
    title: { "zh-CN": "不是你的申请", en: "Not your request", ko: "본인의 신청이 아님" },
    detail: {
      "zh-CN": "只有申请人自己可以撤回；审批人可以拒绝。",
      en: "Only the requester withdraws it; whoever may decide can reject it.",
      ko: "철회는 신청자만 할 수 있으며, 승인 권한자는 거절할 수 있습니다.",
    },
  },
  rule_kept_elsewhere: {
    status: 422,
    title: { "zh-CN": "这条规则在别处设置", en: "Set elsewhere", ko: "다른 곳에서 설정함" },
    detail: {
      "zh-CN": "这类申请的限额不在审批规则里设置，请到它自己的页面修改。",
      en: "The threshold of this kind is not set among the approval rules; change it on its own page.",
      ko: "이 종류의 한도는 승인 규칙에서 설정하지 않습니다. 해당 페이지에서 변경하세요.",
    },
  },
  delegation_to_self: {
    status: 422,
    title: { "zh-CN": "不能委托给自己", en: "Not to yourself", ko: "본인에게 위임할 수 없음" },
    detail: {
      "zh-CN": "请选择另一位同事。",
      en: "Choose a colleague.",
      ko: "다른 동료를 선택하세요.",
    },
  },
  delegation_beyond_rights: {
    status: 403,
    title: { "zh-CN": "不能委托自己没有的权限", en: "Not yours to lend", ko: "보유하지 않은 권한은 위임할 수 없음" },
    detail: {
      "zh-CN": "{permission} 不是你自己的角色拥有的审批权限；别人委托给你的不能再转委托。",
      en: "{permission} is not a right to approve that your own role gives you; what was lent to you cannot be lent on.",
      ko: "{permission}은(는) 본인 역할의 승인 권한이 아닙니다. 위임받은 권한은 다시 위임할 수 없습니다.",
    },
  },
  delegation_period: {
    status: 422,
    title: { "zh-CN": "委托时间不对", en: "The period cannot be", ko: "위임 기간 오류" },
    detail: {
      "zh-CN": "结束要晚于开始和现在，最长 92 天。",
      en: "It ends after it begins and after now, and lasts at most 92 days.",
      ko: "종료는 시작과 현재보다 늦어야 하며 최대 92일입니다.",
    },
  },
  delegate_not_found: {
    status: 404,
    title: { "zh-CN": "没有这位同事", en: "No such colleague", ko: "해당 동료 없음" },
    detail: {
      "zh-CN": "这位同事不存在或已停用。",
      en: "They do not exist or are disabled.",
      ko: "존재하지 않거나 비활성화된 동료입니다.",
    },
  },
});
