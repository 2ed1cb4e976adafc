import { dateField, registerEvents, subjectField, wordField } from "../../platform/events/catalog.ts";

registerEvents({
  "tier.changed": {
    title: { "zh-CN": "会员等级变更", en: "A member's tier changed", ko: "회원 등급 변경" },
    fields: {
      member_id: subjectField("member"),
      from: wordField("silver"),
      to: wordField("gold"),
      last_day: dateField("2027-12-31"),
    },
  },
});
