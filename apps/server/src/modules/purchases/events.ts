import {
  dateField,
  idField,
  integerField,
  registerEvents,
  type ToldEvent,
  wordField,
} from "../../platform/events/catalog.ts";

/** The subject is the member, or the purchase where nobody showed a code. */
const memberOf = ({ subject_id, payload }: ToldEvent) =>
  subject_id === payload["purchase_id"] ? undefined : subject_id;

registerEvents({
  "purchase.committed": {
    title: { "zh-CN": "消费入账", en: "A purchase was committed", ko: "구매 확정" },
    fields: {
      purchase_id: idField("purchase"),
      member_id: idField("member", memberOf),
      venue_id: idField("venue"),
      channel: wordField("till"),
      business_date: dateField("2026-10-01"),
      total_fen: integerField(12_800),
      points: integerField(128),
    },
  },
  "purchase.refunded": {
    title: { "zh-CN": "消费退款", en: "A purchase was refunded", ko: "구매 환불" },
    fields: {
      refund_id: idField("refund"),
      purchase_id: idField("purchase"),
      member_id: idField("member", memberOf),
      venue_id: idField("venue"),
      amount_fen: integerField(12_800),
      deducted_fen: integerField(0),
      points_refunded: integerField(128),
      left_fen: integerField(0),
      purchase_date: dateField("2026-10-01"),
    },
  },
});
