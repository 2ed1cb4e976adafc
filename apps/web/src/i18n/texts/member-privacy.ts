import { texts } from "../text.ts";

export const memberPrivacy = texts({
  title: ["隐私与授权", "Privacy", "개인정보와 동의"],
  show: ["显示完整号码", "Show in full", "전체 번호 보기"],
  phone: ["手机号", "Phone", "휴대폰"],
  id_number: ["身份证号", "ID number", "신분증 번호"],
  none: ["未登记", "Not recorded", "미등록"],
  reveal_title: ["查看完整号码", "Show full numbers", "전체 번호 조회"],
  reveal_why: [
    "30 秒后重新隐藏。谁在何时因何查看会记入审计。",
    "Hidden again after 30 seconds. Who viewed them, when and why is recorded in the audit log.",
    "30초 후 다시 가려집니다. 누가, 언제, 왜 조회했는지 감사 로그에 남습니다.",
  ],
  reason: ["查看原因", "Reason", "조회 사유"],
  hidden_in: ["{seconds} 秒后隐藏", "Hidden in {seconds} s", "{seconds}초 후 가림"],
  consents: ["授权同意", "Consents", "동의"],
  no_consents: ["没有同意记录", "No consents recorded", "동의 기록이 없습니다"],
  proof_bad: ["凭证不符", "Proof does not match", "증빙 불일치"],
  proof_good: ["凭证完好", "Proof intact", "증빙 정상"],
  ask: ["登记申请", "Record a request", "요청 등록"],
  erased: [
    "该会员已注销，个人信息已删除",
    "Account closed; personal data erased",
    "탈퇴하여 개인정보가 삭제된 회원입니다",
  ],
});
