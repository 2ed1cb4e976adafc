import { registerErrors } from "../kernel/errors.ts";

registerErrors({
  audit_whole_group_only: {
    status: 403,
    title: { "zh-CN": "需要全集团的数据范围", en: "Needs the whole group", ko: "그룹 전체 범위가 필요함" },
    detail: {
      "zh-CN": "审计日志包含全集团的操作，只对数据范围为全集团的人开放。",
      en: "The audit log tells of the whole group; it is open to those whose scope is the whole group.",
      ko: "감사 로그는 그룹 전체의 작업을 담고 있어 범위가 그룹 전체인 사람만 볼 수 있습니다.",
    },
  },
  audit_period: {
    status: 422,
    title: { "zh-CN": "期间不对", en: "The period cannot be", ko: "기간 오류" },
    detail: {
      "zh-CN": "开始日期不能晚于结束日期，最长 {days} 天。",
      en: "It begins no later than it ends and spans at most {days} days.",
      ko: "시작일은 종료일보다 늦을 수 없고 최대 {days}일입니다.",
    },
  },
});
