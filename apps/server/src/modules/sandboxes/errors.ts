import { registerErrors } from "../../platform/kernel/errors.ts";

registerErrors({
  live_tenant_only: {
    status: 422,
    title: { "zh-CN": "请在正式租户中操作", en: "Only in a live tenant", ko: "운영 테넌트에서만 가능합니다" },
    detail: {
      "zh-CN": "沙盒由正式租户的管理员建立、重置和删除。请先切换到正式租户。",
      en: "Sandboxes are created, reset and deleted from the live tenant. Switch to it first.",
      ko: "샌드박스는 운영 테넌트에서 만들고 초기화하고 삭제합니다. 먼저 운영 테넌트로 전환하세요.",
    },
  },
  sandbox_limit: {
    status: 422,
    title: { "zh-CN": "沙盒数量已满", en: "There are enough sandboxes", ko: "샌드박스 수가 가득 찼습니다" },
    detail: {
      "zh-CN": "每个租户最多 {most} 个沙盒。请先删除不用的。",
      en: "A tenant has at most {most} sandboxes. Delete one that is not needed.",
      ko: "테넌트당 샌드박스는 최대 {most}개입니다. 쓰지 않는 것을 먼저 삭제하세요.",
    },
  },
  sandbox_busy: {
    status: 409,
    title: { "zh-CN": "沙盒正在处理中", en: "The sandbox is being worked on", ko: "샌드박스가 처리 중입니다" },
    detail: {
      "zh-CN": "上一次的生成或删除还没有结束，请稍候再试。",
      en: "It is still being made or deleted. Try again in a moment.",
      ko: "생성 또는 삭제가 아직 끝나지 않았습니다. 잠시 후 다시 시도하세요.",
    },
  },
});
