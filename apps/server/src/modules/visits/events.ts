import {
  dateField,
  idField,
  integerField,
  registerEvents,
  wordField,
  wordsField,
} from "../../platform/events/catalog.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });
const fields = {
  admission_id: idField("admission"),
  gate_id: idField("gate"),
  venue_id: idField("venue"),
  member_id: idField("member"),
  kind: wordField("check_in"),
  quantity: integerField(1),
  business_date: dateField("2026-05-01"),
};

registerEvents({
  "visit.admitted": { title: t("入园放行", "A gate let somebody in", "입장 허용"), fields },
  "visit.refused": {
    title: t("入园被拒", "A gate refused somebody", "입장 거부"),
    fields: { ...fields, reasons: wordsField(["already_admitted"]) },
  },
});
