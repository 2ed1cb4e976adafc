export const ROLE_CHANGE_TEXTS = {
  title: { "zh-CN": "扩大权限", en: "Wider rights", ko: "권한 확대" },
  labels: {
    person: { "zh-CN": "人员", en: "Person", ko: "대상" },
    role: { "zh-CN": "角色", en: "Role", ko: "역할" },
    unit: { "zh-CN": "组织", en: "Unit", ko: "조직" },
    holders: { "zh-CN": "持有此角色的人数", en: "People who hold it", ko: "보유 인원" },
    permissions: { "zh-CN": "新增权限", en: "Permissions gained", ko: "추가 권한" },
    shown: { "zh-CN": "不再隐藏", en: "No longer hidden", ko: "숨김 해제" },
    scope: { "zh-CN": "数据范围", en: "Reach", ko: "데이터 범위" },
  },
};
