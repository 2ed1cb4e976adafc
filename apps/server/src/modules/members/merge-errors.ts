import { registerFieldTexts } from "../../platform/i18n/field-texts.ts";
import { registerErrors } from "../../platform/kernel/errors.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });

registerErrors({
  identity_taken: {
    status: 409,
    title: t("身份标识已被使用", "The identity is taken", "이미 사용 중인 식별 정보입니다"),
    detail: t(
      "另一位会员已绑定这个身份标识。如果是同一个人，请合并两位会员。",
      "Another member has it. If both are one person, merge them.",
      "다른 회원이 사용하고 있습니다. 같은 사람이라면 두 회원을 병합하세요.",
    ),
  },
  identities_disagree: {
    status: 409,
    title: t("身份标识指向两位会员", "They name two members", "두 회원을 가리킵니다"),
    detail: t(
      "手机号与身份标识分别属于两位会员，请先合并，或只提供其中一项。",
      "The phone is one member's and the identity another's. Merge them first, or give only one of the two.",
      "휴대폰 번호와 식별 정보가 서로 다른 회원의 것입니다. 먼저 병합하거나 하나만 입력하세요.",
    ),
  },
  name_or_number: {
    status: 422,
    title: t("缺少身份标识", "Nothing names the person", "식별 정보가 없습니다"),
    detail: t("请提供手机号或身份标识。", "Give a phone or an identity.", "휴대폰 번호 또는 식별 정보를 입력하세요."),
  },
  id_number_taken: {
    status: 409,
    title: t("证件号码已登记", "The ID number is taken", "이미 등록된 신분증 번호입니다"),
    detail: t(
      "另一位会员已登记这个证件号码。如果是同一个人，请合并两位会员。",
      "Another member has this number. If both are one person, merge them.",
      "다른 회원이 이 번호를 등록했습니다. 같은 사람이라면 두 회원을 병합하세요.",
    ),
  },
  same_member: {
    status: 422,
    title: t("是同一位会员", "They are one member", "같은 회원입니다"),
    detail: t(
      "所选的两位已经是同一位会员。",
      "Both are the same member already.",
      "선택한 두 회원은 이미 같은 회원입니다.",
    ),
  },
  merge_households: {
    status: 422,
    title: t("分属两个家庭", "They belong to two households", "서로 다른 가족에 속해 있습니다"),
    detail: t(
      "两位会员各在一个家庭中，请先让其中一位退出家庭，再合并。",
      "Each is in a household. Let one of them leave theirs first.",
      "두 회원이 각각 다른 가족에 속해 있습니다. 먼저 한 명이 가족에서 나가야 합니다.",
    ),
  },
  merge_undone: {
    status: 422,
    title: t("合并已撤销", "The merge has been undone", "이미 취소된 병합입니다"),
    detail: t("这次合并已经撤销过了。", "It was undone before.", "이 병합은 이미 취소되었습니다."),
  },
  merge_too_old: {
    status: 422,
    title: t("已超过可撤销的期限", "It is too late to undo it", "취소 기한이 지났습니다"),
    detail: t("合并后 7 天内可以撤销。", "A merge can be undone for 7 days.", "병합은 7일 안에만 취소할 수 있습니다."),
  },
  merge_not_last: {
    status: 422,
    title: t("请先撤销之后的合并", "Undo the later merge first", "이후의 병합을 먼저 취소하세요"),
    detail: t(
      "这位会员之后又合并过，请按从新到旧的顺序撤销。",
      "The member was merged again later. Undo the newest merge first.",
      "이 회원은 이후에 다시 병합되었습니다. 최신 병합부터 취소하세요.",
    ),
  },
  duplicate_decided: {
    status: 422,
    title: t("已经处理过", "It has been decided", "이미 처리되었습니다"),
    detail: t(
      "这一对已经合并或忽略。",
      "The pair was merged or dismissed before.",
      "이 쌍은 이미 병합되었거나 무시되었습니다.",
    ),
  },
});

registerFieldTexts({
  invalid_identity: t(
    "格式不正确，请核对类型与号码",
    "Is not an identity of this kind",
    "이 종류의 식별 정보 형식이 아닙니다",
  ),
});
