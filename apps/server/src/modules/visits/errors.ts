import { registerFieldTexts } from "../../platform/i18n/field-texts.ts";
import { registerErrors } from "../../platform/kernel/errors.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });

registerErrors({
  gate_not_found: {
    status: 404,
    title: t("没有这个闸机", "There is no such gate", "해당 게이트가 없습니다"),
    detail: t(
      "闸机不存在，或不在你的数据范围内。",
      "The gate does not exist, or lies outside your data scope.",
      "게이트가 없거나 데이터 범위 밖에 있습니다.",
    ),
  },
  member_not_found: {
    status: 404,
    title: t("没有这位会员", "There is no such member", "해당 회원이 없습니다"),
    detail: t(
      "会员不存在，或不在你的数据范围内。",
      "The member does not exist, or lies outside your data scope.",
      "회원이 없거나 데이터 범위 밖에 있습니다.",
    ),
  },
  gate_ambiguous: {
    status: 422,
    title: t("闸机编码不唯一", "Several gates have this code", "게이트 코드가 여러 개입니다"),
    detail: t(
      "多个场馆有同一编码的闸机，请加上 venue_id 或改用 gate_id。",
      "Gates of several venues share this code: add venue_id, or use gate_id.",
      "여러 시설에 같은 코드의 게이트가 있습니다. venue_id를 추가하거나 gate_id를 사용하세요.",
    ),
  },
  quantity_not_allowed: {
    status: 422,
    title: t("入园不能合并计数", "An entry has no quantity", "입장에는 수량을 쓸 수 없습니다"),
    detail: t(
      "只有打卡可以一行多次，入园与离园每次一行。",
      "Only a check-in may count several in one row; each entry or exit has its own.",
      "체크인만 한 행에 여러 번을 담을 수 있으며, 입장과 퇴장은 각각 한 행입니다.",
    ),
  },
});

registerFieldTexts({
  both_coordinates: t("x 与 y 须同时给出", "x and y come together", "x와 y는 함께 지정하세요"),
});
