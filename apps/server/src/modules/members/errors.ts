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
  field_key_taken: {
    status: 409,
    title: t("字段标识已存在", "The field's key exists already", "이미 존재하는 항목 키입니다"),
    detail: t(
      "换一个标识；已归档的字段也占用它的标识。",
      "Choose another key; an archived field keeps its own.",
      "다른 키를 선택하세요. 보관된 항목도 키를 차지합니다.",
    ),
  },
  too_many_fields: {
    status: 422,
    title: t("自定义字段过多", "Too many fields", "항목이 너무 많습니다"),
    detail: t(
      "最多 {maximum} 个。先归档不用的字段。",
      "There can be {maximum}. Archive those nobody uses first.",
      "최대 {maximum}개입니다. 사용하지 않는 항목을 먼저 보관하세요.",
    ),
  },
  field_option_used: {
    status: 409,
    title: t("选项在使用", "The option is used", "사용 중인 선택지입니다"),
    detail: t(
      "有 {members} 位会员选了「{option}」。不再提供它请归档，不要删除。",
      "{members} members have {option}. To offer it no longer, archive it.",
      "회원 {members}명이 {option}을(를) 선택했습니다. 더 이상 제공하지 않으려면 보관하세요.",
    ),
  },
  field_order_stale: {
    status: 409,
    title: t("字段已有变化", "The fields have changed", "항목이 변경되었습니다"),
    detail: t(
      "顺序须包含全部在用字段，各一次。请刷新后重排。",
      "The order must name every field that is not archived, once. Read them again.",
      "보관되지 않은 모든 항목을 한 번씩 포함해야 합니다. 새로 고친 뒤 다시 정렬하세요.",
    ),
  },
  tag_taken: {
    status: 409,
    title: t("标签已存在", "The tag exists already", "이미 존재하는 태그입니다"),
    detail: t("换一个标签名称。", "Choose another name for the tag.", "다른 태그 이름을 선택하세요."),
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
  reason_required: {
    status: 422,
    title: t("请填写原因", "A reason is required", "사유가 필요합니다"),
    detail: t(
      "停用或恢复会员须说明原因。",
      "Say why the member is blocked or unblocked.",
      "회원을 차단하거나 해제하는 사유를 입력하세요.",
    ),
  },
  member_blocked: {
    status: 422,
    title: t("会员已停用", "The member is blocked", "차단된 회원입니다"),
    detail: t(
      "这位会员已被停用，不能消费或积分。请先恢复。",
      "The member is blocked and can neither buy nor earn. Unblock them first.",
      "차단된 회원은 구매하거나 적립할 수 없습니다. 먼저 차단을 해제하세요.",
    ),
  },
  code_invalid: {
    status: 422,
    title: t("会员码无效", "The member code is not valid", "유효하지 않은 회원 코드입니다"),
    detail: t(
      "这不是本集团的会员码，请会员在手机上打开会员码重试。",
      "This is not a member code of this group. Ask the member to show the code again.",
      "이 그룹의 회원 코드가 아닙니다. 회원에게 코드를 다시 보여 달라고 하세요.",
    ),
  },
  code_expired: {
    status: 422,
    title: t("码已过期", "The code has expired", "코드가 만료되었습니다"),
    detail: t("请获取新的码后重试。", "Get a new code and try again.", "새 코드를 받아 다시 시도하세요."),
  },
  code_wrong: {
    status: 422,
    title: t("验证码不正确", "The code is wrong", "인증번호가 올바르지 않습니다"),
    detail: t(
      "请核对短信中的 6 位验证码。",
      "Check the six digits in the message.",
      "문자의 6자리 인증번호를 확인하세요.",
    ),
  },
  consent_required: {
    status: 422,
    title: t("需要同意入会协议", "Consent is required", "동의가 필요합니다"),
    detail: t(
      "注册会员须同意会员服务协议（membership）。",
      "Registering needs consent to the purpose “membership”.",
      "회원 가입에는 membership 목적에 대한 동의가 필요합니다.",
    ),
  },
  registration_off: {
    status: 422,
    title: t("未开放消费登记", "Purchases do not register", "구매 시 등록을 사용하지 않습니다"),
    detail: t(
      "没有这个手机号的会员，且本集团未开放消费时登记新会员。",
      "Nobody has this phone, and purchases do not register new members here.",
      "이 번호의 회원이 없으며, 구매 시 회원 등록을 사용하지 않습니다.",
    ),
  },
  consent_text_missing: {
    status: 422,
    title: t("还没有发布协议文本", "No text is published", "게시된 동의 문서가 없습니다"),
    detail: t(
      "请先发布「{purpose}」的文本，再征得同意。",
      "Publish a text for {purpose} before anybody can agree to it.",
      "먼저 {purpose} 문서를 게시해야 동의를 받을 수 있습니다.",
    ),
  },
  sms_too_soon: {
    status: 429,
    title: t("验证码发送过于频繁", "Too many codes", "인증번호 요청이 너무 잦습니다"),
    detail: t(
      "请在 {retry_after_seconds} 秒后再获取。",
      "Ask for another in {retry_after_seconds} seconds.",
      "{retry_after_seconds}초 후에 다시 요청하세요.",
    ),
  },
});

registerFieldTexts({
  membership_needed: t("须包含 membership", "Must include membership", "membership을 포함해야 합니다"),
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
  too_many_decimals: t(
    "最多 {maximum} 位小数",
    "Must have at most {maximum} decimals",
    "소수점 이하 최대 {maximum}자리여야 합니다",
  ),
  not_a_number: t("须为数字", "Must be a number", "숫자여야 합니다"),
  not_yours_to_change: t("请到门店修改", "Only a store can change this", "매장에서만 변경할 수 있습니다"),
  only_for_choices: t("只有选择类字段有选项", "Only choices have options", "선택형 항목에만 선택지가 있습니다"),
  option_twice: t("选项标识重复", "Is another option's code", "선택지 코드가 중복되었습니다"),
  field_not_shown: t(
    "会员看不到的字段不能由会员填写",
    "Members cannot fill in what they are not shown",
    "회원에게 보이지 않는 항목은 회원이 입력할 수 없습니다",
  ),
  field_not_editable: t(
    "会员不能填写的字段不能在这里必填",
    "Members cannot be required to fill in what they may not change",
    "회원이 입력할 수 없는 항목은 필수로 할 수 없습니다",
  ),
  item_twice: t("重复的项目", "Is named twice", "중복된 항목입니다"),
  nothing_counts: t(
    "至少一项的权重要大于 0",
    "At least one must have a weight above 0",
    "적어도 하나의 가중치는 0보다 커야 합니다",
  ),
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
  tag_name_key: "tag_taken",
  field_key_key: "field_key_taken",
  household_member_once: "in_a_household",
});
