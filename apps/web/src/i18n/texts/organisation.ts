import { texts } from "../text.ts";

export const organisation = texts({
  title: ["组织与场馆", "Units & venues", "조직 및 시설"],
  note: [
    "{units} 个单位，{venues} 个场馆",
    "{units} {units|unit|units}, {venues} {venues|venue|venues}",
    "조직 {units}개, 시설 {venues}곳",
  ],
  tree: ["组织架构", "Structure", "조직 구조"],
  name: ["名称", "Name", "이름"],
  kind: ["类别", "Kind", "구분"],
  code: ["编号", "Code", "코드"],
  group: ["集团", "Group", "그룹"],
  company: ["公司", "Company", "회사"],
  venue: ["场馆", "Venue", "시설"],
  store: ["门店", "Store", "매장"],
  venues: ["场馆", "Venues", "시설"],
  type: ["业态", "Type", "업종"],
  hours: ["开放时间", "Hours", "운영 시간"],
  cutoff: ["日切", "Day closes", "일 마감"],
  state: ["状态", "State", "상태"],
  none: ["还没有单位", "No units yet", "조직이 없습니다"],
  none_why: [
    "单位和场馆由接口或初始化建立。",
    "Units and venues are created through the API.",
    "조직과 시설은 API로 만듭니다.",
  ],
});

export const staffTexts = texts({
  title: ["员工", "Staff", "직원"],
  name: ["姓名", "Name", "이름"],
  email: ["邮箱", "E-mail", "이메일"],
  role: ["角色", "Role", "역할"],
  scope: ["数据范围", "Data scope", "데이터 범위"],
  state: ["状态", "State", "상태"],
  active: ["在用", "Active", "사용 중"],
  disabled: ["已停用", "Disabled", "사용 중지"],
  none: ["还没有员工账号", "No staff accounts yet", "직원 계정이 없습니다"],
  none_why: [
    "员工账号由初始化或接口建立。",
    "Staff accounts are created through the API.",
    "직원 계정은 API로 만듭니다.",
  ],
});
