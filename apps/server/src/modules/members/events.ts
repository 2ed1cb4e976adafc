import {
  idField,
  idsField,
  registerEvents,
  subjectField,
  wordField,
  wordsField,
} from "../../platform/events/catalog.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });
const household = { household_id: idField("household"), member_id: subjectField("member") };

registerEvents({
  "member.registered": {
    title: t("会员注册", "Somebody became a member", "회원 가입"),
    fields: {
      member_id: subjectField("member"),
      home_unit_id: idField("org_unit"),
      source: wordField("sms"),
      registered_unit_id: idField("org_unit"),
      registered_by: idField("staff"),
      qr_code_id: idField("qr_code"),
      referrer_member_id: idField("member"),
    },
  },
  "member.updated": {
    title: t("会员资料变更", "A member's profile changed", "회원 정보 변경"),
    fields: { member_id: subjectField("member"), changed: wordsField(["name", "language"]) },
  },
  "member.identity_added": {
    title: t("会员新增身份标识", "A member got another identity", "회원 식별 정보 추가"),
    fields: { member_id: subjectField("member"), kind: wordField("ota"), issuer: wordField("ctrip") },
  },
  "member.identity_removed": {
    title: t("会员身份标识移除", "A member lost an identity", "회원 식별 정보 삭제"),
    fields: { member_id: subjectField("member"), kind: wordField("ota"), issuer: wordField("ctrip") },
  },
  // Events from before name the ids of their time; whoever is asked for by the other id now answers as this member.
  "member.merged": {
    title: t("会员合并", "Two members became one", "회원 병합"),
    fields: { merge_id: idField("merge"), member_id: subjectField("member"), other_member_id: idField("member") },
  },
  "member.unmerged": {
    title: t("会员合并撤销", "A merge was undone", "회원 병합 취소"),
    fields: { merge_id: idField("merge"), member_id: subjectField("member"), other_member_id: idField("member") },
  },
  "member.tags_changed": {
    title: t("会员自动标签变化", "Rules gave or took a member's tags", "회원 자동 태그 변경"),
    fields: { member_id: subjectField("member"), added: idsField("tag"), removed: idsField("tag") },
  },
  "member.lifecycle_changed": {
    title: t("会员生命周期阶段变化", "A member's stage of life changed", "회원 생애주기 변경"),
    fields: { member_id: subjectField("member"), from: wordField("active"), to: wordField("at_risk") },
  },
  "member.blocked": {
    title: t("会员被冻结", "A member was blocked", "회원 정지"),
    fields: { member_id: subjectField("member"), scopes: wordsField(["gate", "earn"]) },
  },
  "member.unblocked": {
    title: t("会员解除冻结", "A member was unblocked", "회원 정지 해제"),
    fields: { member_id: subjectField("member") },
  },
  "member.import_undone": {
    title: t("导入撤销，会员移除", "A member brought by an import was taken back", "가져오기 취소로 회원 제거"),
    fields: { member_id: subjectField("member") },
  },
  "member.erased": {
    title: t("会员个人信息删除", "A member's personal data was erased", "회원 개인정보 삭제"),
    fields: { member_id: subjectField("member") },
  },
  "household.member_joined": {
    title: t("成员加入家庭", "A member joined a household", "가족에 구성원 추가"),
    fields: household,
  },
  "household.member_left": {
    title: t("成员离开家庭", "A member left a household", "가족에서 구성원 제외"),
    fields: household,
  },
});
