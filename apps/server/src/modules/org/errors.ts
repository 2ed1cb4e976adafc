import { registerConstraints } from "../../platform/db/pool.ts";
import { registerFieldTexts } from "../../platform/i18n/field-texts.ts";
import { registerErrors } from "../../platform/kernel/errors.ts";

registerErrors({
  business_time_in_future: {
    status: 422,
    title: { "zh-CN": "营业时间还没到", en: "Business time is in the future", ko: "영업 시각이 미래입니다" },
    detail: {
      "zh-CN": "营业时间比现在晚了 5 分钟以上。请检查设备的时钟。",
      en: "The business time is more than 5 minutes ahead. Check the clock of the device.",
      ko: "영업 시각이 5분 넘게 앞서 있습니다. 기기의 시계를 확인하세요.",
    },
  },
  unit_code_taken: {
    status: 409,
    title: { "zh-CN": "组织编码已被使用", en: "The unit code is taken", ko: "조직 코드가 이미 사용 중입니다" },
    detail: {
      "zh-CN": "同一租户内组织编码不能重复，请换一个。",
      en: "A unit code is used once within a tenant. Choose another.",
      ko: "조직 코드는 테넌트 안에서 중복될 수 없습니다. 다른 코드를 선택하세요.",
    },
  },
  unit_kind_refused: {
    status: 422,
    title: { "zh-CN": "不能放在这个上级之下", en: "Not below this unit", ko: "이 상위 조직 아래에 둘 수 없습니다" },
    detail: {
      "zh-CN": "「{parent_kind}」之下不能建立「{kind}」。",
      en: "A unit of kind {kind} cannot be placed below one of kind {parent_kind}.",
      ko: "{parent_kind} 아래에는 {kind}을(를) 만들 수 없습니다.",
    },
  },
  not_a_sandbox: {
    status: 422,
    title: { "zh-CN": "不是沙盒租户", en: "Not a sandbox", ko: "샌드박스가 아닙니다" },
    detail: {
      "zh-CN": "正式租户使用真实时间，没有测试时钟。",
      en: "A live tenant lives in real time and has no test clock.",
      ko: "운영 테넌트는 실제 시간을 사용하며 테스트 시계가 없습니다.",
    },
  },
  clock_backwards: {
    status: 422,
    title: { "zh-CN": "时钟不能倒退", en: "The clock cannot go back", ko: "시계를 되돌릴 수 없습니다" },
    detail: {
      "zh-CN": "测试时钟现在是 {now}，只能向前拨。",
      en: "The test clock stands at {now} and only moves forward.",
      ko: "테스트 시계는 현재 {now}이며 앞으로만 이동할 수 있습니다.",
    },
  },
});

registerFieldTexts({
  unknown_time_zone: { "zh-CN": "没有这个时区", en: "There is no such time zone", ko: "존재하지 않는 시간대입니다" },
  one_unit_needed: {
    "zh-CN": "unit_id 与 parent_unit_id 须填且只填一个",
    en: "Give either unit_id or parent_unit_id",
    ko: "unit_id와 parent_unit_id 중 하나만 입력하세요",
  },
  day_twice: {
    "zh-CN": "同一天只能出现一次",
    en: "A day appears once only",
    ko: "같은 날짜는 한 번만 입력할 수 있습니다",
  },
  outside_year: {
    "zh-CN": "日期须在 {from} 至 {to} 之间",
    en: "The day must lie between {from} and {to}",
    ko: "날짜는 {from}부터 {to} 사이여야 합니다",
  },
  no_such_day: {
    "zh-CN": "这个月没有这一天",
    en: "The month has no such day",
    ko: "해당 월에 없는 날짜입니다",
  },
  no_such_leap_month: {
    "zh-CN": "没有这个闰月",
    en: "There is no such leap month",
    ko: "해당 윤달이 없습니다",
  },
  leap_month_is_lunar: {
    "zh-CN": "只有农历才有闰月",
    en: "Only the lunar calendar has leap months",
    ko: "윤달은 음력에만 있습니다",
  },
  outside_lunar_years: {
    "zh-CN": "农历只支持 1900–2100 年",
    en: "The lunar calendar is known for the years 1900 to 2100",
    ko: "음력은 1900~2100년만 지원합니다",
  },
  closes_before_opening: {
    "zh-CN": "闭园时间须晚于开园时间；过午夜写作 25:00",
    en: "Closing lies after opening; past midnight is written 25:00",
    ko: "폐장은 개장보다 늦어야 합니다. 자정 이후는 25:00처럼 적습니다",
  },
});

registerConstraints({ org_unit_code_key: "unit_code_taken" });
