import { texts } from "../text.ts";

/** What somebody is kept from. */
export const blockScopes = texts({
  gate: ["入园", "Entering", "입장"],
  earn: ["获得积分", "Earning", "적립"],
  spend: ["使用积分与储值", "Spending", "사용"],
  sign_in: ["登录小程序", "Signing in", "로그인"],
});

export const blockHints = texts({
  gate: [
    "闸口拒绝，工作人员看得到原因",
    "Refused at the gate; staff see why",
    "게이트에서 거부되며 직원은 사유를 봅니다",
  ],
  earn: ["收银不能以会员身份结账", "Cannot check out as a member", "회원으로 결제할 수 없습니다"],
  spend: [
    "不能用储值和积分付款、兑换、转赠",
    "No paying with stored value or points, no redeeming, no gifts",
    "잔액과 포인트를 쓸 수 없습니다",
  ],
  sign_in: ["已登录的设备立即退出", "Signed-in devices are signed out at once", "로그인된 기기는 바로 종료됩니다"],
});

export const blocks = texts({
  title: ["受限会员", "Blocked members", "제한된 회원"],
  note: [
    "会员只看到“请联系服务台”；原因只给工作人员看，到期自动解除",
    "The member only sees “please see the service desk”; the reason is for staff. Blocks with an end date lift by themselves",
    "회원에게는 안내 데스크로 문의하라는 말만 보입니다. 사유는 직원에게만 보이며 기한이 되면 자동 해제됩니다",
  ],
  scope: ["限制范围", "Restricted from", "제한 범위"],
  any_scope: ["全部范围", "Any scope", "모든 범위"],
  member: ["会员", "Member", "회원"],
  phone: ["手机号", "Phone", "휴대폰"],
  reason: ["原因", "Reason", "사유"],
  reason_hint: ["闸口与收银的工作人员会看到", "Shown to staff at gate and till", "게이트와 계산대 직원이 봅니다"],
  since: ["开始", "Since", "시작일"],
  until: ["到期", "Until", "종료일"],
  until_hint: ["不填：直到有人解除", "Leave empty: until someone ends it", "비우면 해제할 때까지"],
  forever: ["不到期", "no end date", "기한 없음"],
  by: ["操作人", "By", "처리자"],
  none: ["没有受限的会员", "No blocked members", "제한된 회원이 없습니다"],
  none_why: [
    "在会员页可以限制入园、积分、使用或登录。",
    "From a member's page you can block entering, earning, spending or signing in.",
    "회원 화면에서 입장, 적립, 사용, 로그인을 제한할 수 있습니다.",
  ],
  to_members: ["去会员列表", "To the member list", "회원 목록으로"],
  block: ["限制", "Block", "제한"],
  change: ["改限制", "Change block", "제한 변경"],
  unblock: ["解除限制", "Unblock", "제한 해제"],
  block_title: ["限制 {name}", "Block {name}", "{name} 제한"],
  unblock_title: ["解除 {name} 的限制", "Unblock {name}", "{name} 제한 해제"],
  unblock_why: [
    "解除后立即恢复；历史保留。",
    "Takes effect at once; the history is kept.",
    "즉시 다시 이용할 수 있으며 기록은 남습니다.",
  ],
  blocked: ["已限制", "Blocked", "제한했습니다"],
  unblocked: ["已解除限制", "Unblocked", "제한을 해제했습니다"],
  at_least_one: ["至少选一项", "Choose at least one", "하나 이상 선택하세요"],
  banner: ["已限制：{scopes}", "Restricted: {scopes}", "제한: {scopes}"],
  history: ["限制记录", "Block history", "제한 기록"],
  ended: ["{date} 由 {name} 解除", "ended {date} by {name}", "{date} {name} 해제"],
  expired: ["{date} 到期解除", "expired {date}", "{date} 자동 해제"],
  replaced: ["{date} 被新的限制取代", "replaced {date}", "{date} 새 제한으로 대체"],
  open: ["生效中", "In force", "적용 중"],
  merged: ["合并带来", "From a merge", "병합으로 적용"],
  staff_only: ["仅工作人员可见", "Staff only", "직원 전용"],
});
