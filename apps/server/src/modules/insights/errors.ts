import { registerErrors } from "../../platform/kernel/errors.ts";

registerErrors({
  date_in_future: {
    status: 422,
    title: { "zh-CN": "日期还没到", en: "The date lies in the future", ko: "아직 오지 않은 날짜입니다" },
    detail: {
      "zh-CN": "今天的营业日是 {today}，只能查看今天及以前。",
      en: "The business day of today is {today}; there are figures up to today only.",
      ko: "오늘의 영업일은 {today}입니다. 오늘까지만 볼 수 있습니다.",
    },
  },
});
