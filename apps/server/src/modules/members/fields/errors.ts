import { registerFieldTexts } from "../../../platform/i18n/field-texts.ts";
import { registerErrors } from "../../../platform/kernel/errors.ts";
import { registerConstraints } from "../../../platform/db/pool.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });

registerErrors({
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
});

registerFieldTexts({
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
});

registerConstraints({
  field_key_key: "field_key_taken",
});
