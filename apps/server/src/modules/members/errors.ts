import { registerFieldTexts } from "../../platform/i18n/field-texts.ts";
import { registerErrors } from "../../platform/kernel/errors.ts";
import { registerConstraints } from "../../platform/db/pool.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });

registerErrors({
  phone_taken: {
    status: 409,
    title: t("手机号已注册", "The phone number is taken", "이미 등록된 휴대폰 번호입니다"),
    detail: t(
      "已有会员使用这个手机号。",
      "Another member has this phone number.",
      "다른 회원이 이 휴대폰 번호를 사용하고 있습니다.",
    ),
  },
  external_id_taken: {
    status: 409,
    title: t("外部编号已登记", "The external id is taken", "이미 등록된 외부 ID입니다"),
    detail: t(
      "已有会员使用外部编号「{external_id}」。",
      "Another member has the external id {external_id}.",
      "다른 회원이 외부 ID {external_id}을(를) 사용하고 있습니다.",
    ),
  },
  member_erased: {
    status: 422,
    title: t("会员已注销", "The member has left", "탈퇴한 회원입니다"),
    detail: t(
      "该会员的个人信息已删除，不能再修改。",
      "Their personal data has been erased; nothing of it can be changed.",
      "개인정보가 삭제되어 더 이상 변경할 수 없습니다.",
    ),
  },
  owner_unfit: {
    status: 422,
    title: t("不能由此人负责", "Cannot look after members", "담당자로 지정할 수 없습니다"),
    detail: t(
      "请选择另一位在职且可查看会员的员工。",
      "Choose somebody else who is in office and may see members.",
      "회원을 볼 수 있는 재직 중인 다른 직원을 선택하세요.",
    ),
  },
  joined_in_future: {
    status: 422,
    title: t("入会时间在将来", "Joined in the future", "가입 시각이 미래입니다"),
    detail: t(
      "入会时间不能晚于现在。",
      "Nobody can have joined later than now.",
      "가입 시각은 현재보다 늦을 수 없습니다.",
    ),
  },
  born_in_future: {
    status: 422,
    title: t("生日在将来", "Born in the future", "생일이 미래입니다"),
    detail: t(
      "出生日期不能晚于今天。",
      "Nobody can have been born later than today.",
      "생일은 오늘보다 늦을 수 없습니다.",
    ),
  },
  birthday_settled: {
    status: 422,
    title: t("生日已填写", "The birthday is settled", "생일이 이미 등록되었습니다"),
    detail: t(
      "生日只能自己填写一次。如需更正，请联系门店工作人员。",
      "You can tell your birthday once. Ask the staff at a store to correct it.",
      "생일은 한 번만 직접 등록할 수 있습니다. 정정은 매장 직원에게 문의하세요.",
    ),
  },
  id_number_settled: {
    status: 422,
    title: t("身份证号已填写", "The ID number is settled", "신분증 번호가 이미 등록되었습니다"),
    detail: t(
      "身份证号只能自己填写一次。如需更正，请带证件到门店办理。",
      "You can tell your ID number once. Bring the card to a store to correct it.",
      "신분증 번호는 한 번만 직접 등록할 수 있습니다. 정정은 신분증을 지참해 매장에서 하세요.",
    ),
  },
  reason_required: {
    status: 422,
    title: t("请填写原因", "A reason is required", "사유가 필요합니다"),
    detail: t(
      "停用或恢复会员须说明原因。",
      "Say why the member is blocked or unblocked.",
      "회원을 차단하거나 해제하는 사유를 입력하세요.",
    ),
  },
});

registerFieldTexts({
  stage_order: t("须大于前一阶段的天数", "Must be more days than the stage before", "앞 단계의 일수보다 커야 합니다"),
  invalid_phone: t(
    "请输入 11 位手机号，或带国家码的号码（+…）",
    "Must be a mainland mobile number of 11 digits or a number with country code (+…)",
    "11자리 중국 휴대폰 번호 또는 국가 번호(+…)가 있는 번호여야 합니다",
  ),
  id_number_length: t(
    "身份证号码为 18 位，末位可以是 X",
    "Must be 18 characters; the last may be X",
    "신분증 번호는 18자리이며 마지막 자리는 X일 수 있습니다",
  ),
  id_number_region: t(
    "前两位不是省级行政区代码，请核对",
    "The first two digits are no province's: check them",
    "앞 두 자리가 행정구역 코드가 아닙니다. 확인하세요",
  ),
  id_number_date: t(
    "第 7 至 14 位不是真实的出生日期，请核对",
    "Digits 7 to 14 are no real date of birth: check them",
    "7~14번째 자리가 실제 생년월일이 아닙니다. 확인하세요",
  ),
  id_number_checksum: t(
    "校验位不符，有一位输错了，请逐位核对",
    "The check character does not fit: one of the digits is wrong",
    "검증 문자가 맞지 않습니다. 잘못 입력한 자리가 있습니다",
  ),
  invalid_card_no: t("卡号不正确", "Is not a card number", "카드 번호가 올바르지 않습니다"),
  exactly_one_of: t("只填一项", "Give exactly one", "하나만 입력하세요"),
  padded: t("首尾不能有空格", "Must not begin or end with a space", "앞뒤에 공백이 있을 수 없습니다"),
  blank: t("不能只有空格", "Must not be blank", "공백일 수 없습니다"),
  unit_unknown: t(
    "组织不存在或不在你的数据范围内",
    "The unit does not exist or lies outside your data scope",
    "조직이 없거나 데이터 범위 밖에 있습니다",
  ),
});

registerConstraints({
  member_phone_key: "phone_taken",
});
