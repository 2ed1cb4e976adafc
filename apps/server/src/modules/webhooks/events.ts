import { idField, registerEvents, wordField } from "../../platform/events/catalog.ts";

registerEvents({
  "webhook_endpoint.disabled": {
    title: {
      "zh-CN": "推送地址被停用",
      en: "A webhook endpoint was switched off",
      ko: "웹훅 엔드포인트 비활성화",
    },
    fields: { webhook_endpoint_id: idField("webhook_endpoint"), reason: wordField("failing") },
  },
});
