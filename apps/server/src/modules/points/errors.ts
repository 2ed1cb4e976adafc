import { registerErrors } from "../../platform/kernel/errors.ts";

registerErrors({
  program_not_found: {
    status: 404,
    title: { "zh-CN": "没有积分计划", en: "No points programme", ko: "포인트 프로그램 없음" },
    detail: {
      "zh-CN": "这个租户还没有设置积分计划。",
      en: "This tenant has no points programme yet.",
      ko: "이 테넌트에는 아직 포인트 프로그램이 없습니다.",
    },
  },
  program_version_conflict: {
    status: 409,
    title: { "zh-CN": "积分计划已被更新", en: "Programme changed meanwhile", ko: "프로그램이 이미 변경됨" },
    detail: {
      "zh-CN": "你修改的是第 {expected_version} 版，它已不是最新版。请刷新后再改。",
      en: "You edited version {expected_version}, which is no longer the newest. Reload and try again.",
      ko: "수정한 버전 {expected_version}은 최신이 아닙니다. 새로 고침 후 다시 시도하세요.",
    },
  },
  cap_reached: {
    status: 422,
    title: { "zh-CN": "已达上限", en: "Limit reached", ko: "한도 도달" },
    detail: {
      "zh-CN": "这项奖励的上限是 {limit}，已经用了 {used}。",
      en: "The limit of this award is {limit}; {used} has been used.",
      ko: "이 보상의 한도는 {limit}이며 이미 {used}을(를) 사용했습니다.",
    },
  },
  rule_not_found: {
    status: 404,
    title: { "zh-CN": "没有这条规则", en: "No such rule", ko: "해당 규칙 없음" },
    detail: {
      "zh-CN": "这条发放规则不存在。",
      en: "This earning rule does not exist.",
      ko: "이 적립 규칙은 존재하지 않습니다.",
    },
  },
  rule_version_conflict: {
    status: 409,
    title: { "zh-CN": "规则已被更新", en: "Rule changed meanwhile", ko: "규칙이 이미 변경됨" },
    detail: {
      "zh-CN": "你依据的是 {expected}，现在是 {actual}。请刷新后再改。",
      en: "Your change was made from {expected}; it is {actual} now. Reload and try again.",
      ko: "변경은 {expected} 기준이지만 현재는 {actual}입니다. 새로 고침 후 다시 시도하세요.",
    },
  },
  rule_not_publishable: {
    status: 422,
    title: { "zh-CN": "规则不能发布", en: "Rule cannot be published", ko: "규칙을 게시할 수 없음" },
    detail: {
      "zh-CN": "没有可发布的草稿，或它的起止时间不成立：开始须晚于上一版本的开始，并早于结束。",
      en: "There is no draft to publish, or its period does not hold: it must begin after the version before it began, and before it ends.",
      ko: "게시할 초안이 없거나 기간이 올바르지 않습니다. 이전 버전의 시작 이후, 종료 이전에 시작해야 합니다.",
    },
  },
  rule_conflict: {
    status: 409,
    title: { "zh-CN": "规则状态不允许", en: "Not possible in the rule's state", ko: "규칙 상태에서 불가능" },
    detail: {
      "zh-CN": "规则现在的状态是 {status}，不能这样做。",
      en: "The rule is {status}; this cannot be done.",
      ko: "규칙 상태가 {status}이므로 할 수 없습니다.",
    },
  },
  season_overlap: {
    status: 409,
    title: { "zh-CN": "叠加季日期重叠", en: "Seasons overlap", ko: "시즌 기간 중복" },
    detail: {
      "zh-CN": "与“{name}”（{valid_from} 至 {valid_until}）的日期重叠。",
      en: "It overlaps “{name}” ({valid_from} to {valid_until}).",
      ko: "“{name}”({valid_from}~{valid_until})와 기간이 겹칩니다.",
    },
  },
  season_not_found: {
    status: 404,
    title: { "zh-CN": "没有这个叠加季", en: "No such season", ko: "해당 시즌 없음" },
    detail: {
      "zh-CN": "这个叠加季不存在。",
      en: "This season does not exist.",
      ko: "이 시즌은 존재하지 않습니다.",
    },
  },
});
