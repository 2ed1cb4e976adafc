import { registerConstraints } from "../../platform/db/pool.ts";
import { registerErrors } from "../../platform/kernel/errors.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });

registerErrors({
  tier_rank_taken: {
    status: 409,
    title: t("等级次序已被使用", "The rank is taken", "이미 사용 중인 등급 순서입니다"),
    detail: t(
      "另一个等级已使用这个次序，请换一个。",
      "Another tier has this rank. Choose another.",
      "다른 등급이 이 순서를 사용하고 있습니다. 다른 순서를 선택하세요.",
    ),
  },
  tier_unknown: {
    status: 422,
    title: t("没有这个等级", "There is no such tier", "존재하지 않는 등급입니다"),
    detail: t(
      "等级「{tier_code}」不存在，请从等级列表中选择。",
      "The tier {tier_code} does not exist. Choose one from the list of tiers.",
      "등급 {tier_code}이(가) 없습니다. 등급 목록에서 선택하세요.",
    ),
  },
  tier_ends_before_today: {
    status: 422,
    title: t("有效期已过", "The last day has passed", "유효 기간이 지났습니다"),
    detail: t(
      "等级的最后一天不能早于今天（{today}）。",
      "The last day of a tier cannot be earlier than today ({today}).",
      "등급의 마지막 날은 오늘({today})보다 이를 수 없습니다.",
    ),
  },
});

registerConstraints({ tier_rank_key: "tier_rank_taken" });
