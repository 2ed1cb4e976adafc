import { dateField, idField, registerEvents, subjectField, wordField } from "../../platform/events/catalog.ts";

registerEvents({
  "subject_request.received": {
    title: {
      "zh-CN": "收到个人信息权利申请",
      en: "Somebody asked about their personal data",
      ko: "개인정보 권리 요청 접수",
    },
    fields: {
      request_id: idField("subject_request"),
      member_id: subjectField("member"),
      kind: wordField("access"),
      due_date: dateField("2026-10-23"),
    },
  },
});
