import { registerFieldTexts } from "../../platform/i18n/field-texts.ts";

registerFieldTexts({
  from_after_to: {
    "zh-CN": "起始值不能大于结束值",
    en: "From must not be greater than to",
    ko: "시작값은 끝값보다 클 수 없습니다",
  },
  field_unknown: {
    "zh-CN": "没有这个自定义字段，或已停用",
    en: "There is no such field, or it is archived",
    ko: "해당 사용자 정의 필드가 없거나 보관되었습니다",
  },
  field_value_unfit: {
    "zh-CN": "比较方式或值不适合这个字段",
    en: "The comparison or the value does not suit the field",
    ko: "비교 방식이나 값이 이 필드에 맞지 않습니다",
  },
  empty_times: {
    "zh-CN": "起止时间不能相同；过午夜写作 22:00 至 02:00",
    en: "From and to must differ; past midnight is written 22:00 to 02:00",
    ko: "시작과 끝이 같을 수 없습니다. 자정을 넘으면 22:00~02:00처럼 적습니다",
  },
});
