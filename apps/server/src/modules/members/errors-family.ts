import { registerErrors } from "../../platform/kernel/errors.ts";
import { registerConstraints } from "../../platform/db/pool.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });

registerErrors({
  in_a_household: {
    status: 409,
    title: t("已在一个家庭中", "Already in a household", "이미 가족에 속해 있습니다"),
    detail: t(
      "一位会员只能属于一个家庭。请先退出原来的家庭。",
      "A member belongs to one household. Leave that one first.",
      "회원은 한 가족에만 속할 수 있습니다. 먼저 기존 가족에서 나가세요.",
    ),
  },
  guardian_needed: {
    status: 422,
    title: t("需要一位监护人", "A guardian is needed", "보호자가 필요합니다"),
    detail: t(
      "家庭中至少要有一位监护人。",
      "Somebody in the household has to be its guardian.",
      "가족에는 보호자가 한 명 이상 있어야 합니다.",
    ),
  },
  household_full: {
    status: 422,
    title: t("家庭成员已满", "The household is full", "가족 인원이 가득 찼습니다"),
    detail: t(
      "一个家庭最多 {maximum} 人。",
      "A household has at most {maximum} members.",
      "가족은 최대 {maximum}명입니다.",
    ),
  },
  pool_not_empty: {
    status: 422,
    title: t("共享账户还有余额", "The pool is not empty", "공유 계정에 잔액이 있습니다"),
    detail: t(
      "最后一位成员退出前，请先用完或转出共享账户中的 {balance}。",
      "Spend or transfer the {balance} left in the pool before the last member leaves.",
      "마지막 구성원이 나가기 전에 공유 계정의 {balance}을(를) 사용하거나 이체하세요.",
    ),
  },
  no_household: {
    status: 422,
    title: t("还没有家庭", "No household yet", "아직 가족이 없습니다"),
    detail: t(
      "请先创建家庭，或接受家人的邀请。",
      "Make a household first, or accept a family member's invitation.",
      "먼저 가족을 만들거나 가족의 초대를 수락하세요.",
    ),
  },
  guardian_only: {
    status: 403,
    title: t("需由监护人办理", "For a guardian to do", "보호자만 할 수 있습니다"),
    detail: t(
      "邀请、移除家人和设置限额由家庭的监护人办理。",
      "A guardian of the household invites, removes and sets limits.",
      "초대, 제외, 한도 설정은 가족의 보호자가 합니다.",
    ),
  },
  household_invitation_gone: {
    status: 422,
    title: t("邀请码无效", "The invitation is not valid", "초대 코드가 유효하지 않습니다"),
    detail: t(
      "邀请码不正确、已使用、已收回或已过期。请家人重新邀请。",
      "The code is wrong, used, taken back or too old. Ask your family for a new one.",
      "코드가 틀렸거나 이미 사용·취소·만료되었습니다. 가족에게 다시 초대를 요청하세요.",
    ),
  },
  pool_limit_reached: {
    status: 422,
    title: t("超过本月限额", "Over this month's limit", "이번 달 한도를 초과했습니다"),
    detail: t(
      "本月限额 {limit}，已取 {taken}，还可取 {left}。",
      "The limit is {limit} a month; {taken} taken, {left} left.",
      "이번 달 한도 {limit}, 사용 {taken}, 남은 한도 {left}입니다.",
    ),
  },
  child_too_old: {
    status: 422,
    title: t("已满 14 周岁", "14 years or older", "만 14세 이상입니다"),
    detail: t(
      "满 14 周岁的孩子请用自己的手机号注册，再接受邀请。",
      "Who is 14 or older registers with their own phone and accepts an invitation.",
      "만 14세 이상은 본인 휴대폰으로 가입한 뒤 초대를 수락하세요.",
    ),
  },
  child_needs_guardian: {
    status: 422,
    title: t("未满 14 周岁", "Under 14", "만 14세 미만입니다"),
    detail: t(
      "未满 14 周岁须由监护人添加并同意。",
      "A guardian adds who is under 14, and consents.",
      "만 14세 미만은 보호자가 동의하고 추가해야 합니다.",
    ),
  },
});

registerConstraints({
  household_member_once: "in_a_household",
});
