import { registerFieldTexts } from "../../platform/i18n/field-texts.ts";

registerFieldTexts({
  from_after_to: {
    "zh-CN": "起始值不能大于结束值",
    en: "From must not be greater than to",
    ko: "시작값은 끝값보다 클 수 없습니다",
  },
  empty_times: {
    "zh-CN": "起止时间不能相同；过午夜写作 22:00 至 02:00",
    en: "From and to must differ; past midnight is written 22:00 to 02:00",
    ko: "시작과 끝이 같을 수 없습니다. 자정을 넘으면 22:00~02:00처럼 적습니다",
  },
});
