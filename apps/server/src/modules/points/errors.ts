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
});
