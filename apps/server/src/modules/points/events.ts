import {
  dateField,
  type EventField,
  type EventType,
  idField,
  integerField,
  registerEvents,
  subjectField,
  type ToldEvent,
  wordField,
} from "../../platform/events/catalog.ts";

const t = (zh: string, en: string, ko: string): EventType["title"] => ({ "zh-CN": zh, en, ko });

/** The account's owner: exactly one of the two. */
const ownedBy = (kind: "member" | "household"): EventField =>
  idField(kind, ({ subject_id, payload }) => ((payload["owner_type"] ?? "member") === kind ? subject_id : undefined));

const sourcePurchase = ({ payload }: ToldEvent) =>
  payload["source_type"] === "purchase" ? payload["source_id"] : undefined;

const adjustment = (title: EventType["title"]): EventType => ({
  title,
  fields: {
    adjustment_id: idField("adjustment"),
    member_id: subjectField("member"),
    points: integerField(100),
    transaction_id: idField("transaction"),
  },
});

registerEvents({
  "points.earned": {
    title: t("积分到账", "A member earned points", "포인트 적립"),
    fields: {
      member_id: subjectField("member"),
      transaction_id: idField("transaction"),
      points: integerField(380),
      venue_id: idField("venue"),
      source_type: wordField("purchase"),
      purchase_id: idField("purchase", sourcePurchase),
    },
  },
  "points.redeemed": {
    title: t("积分使用", "Points were spent", "포인트 사용"),
    fields: {
      member_id: ownedBy("member"),
      household_id: { ...ownedBy("household"), example: null },
      transaction_id: idField("transaction"),
      points: integerField(500),
      venue_id: idField("venue"),
    },
  },
  "points.expired": {
    title: t("积分过期", "Points expired", "포인트 소멸"),
    fields: {
      member_id: ownedBy("member"),
      household_id: { ...ownedBy("household"), example: null },
      transaction_id: idField("transaction"),
      points: integerField(120),
      expired_on: dateField("2026-12-31"),
    },
  },
  "points.clawed_back": {
    title: t("积分追回", "Points were taken back", "포인트 회수"),
    fields: {
      member_id: subjectField("member"),
      transaction_id: idField("transaction"),
      original_transaction_id: idField("transaction"),
      points: integerField(128),
      clawed_back: integerField(100),
      debt: integerField(28),
      uncovered: integerField(0),
    },
  },
  "points.adjusted": adjustment(t("积分已调整", "Points were adjusted", "포인트 조정")),
  "points.adjustment_requested": adjustment(
    t("积分调整待审批", "An adjustment waits for approval", "포인트 조정 승인 대기"),
  ),
  "points.adjustment_rejected": adjustment(t("积分调整被驳回", "An adjustment was rejected", "포인트 조정 반려")),
  "points.adjustment_expired": adjustment(
    t("积分调整已过期", "An adjustment expired undecided", "포인트 조정 기한 만료"),
  ),
});
