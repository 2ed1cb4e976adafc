/** The figures of the workbench, each defined once: the text says what is counted, in the language of whoever asks. */
export const CARDS = {
  entries: {
    unit: "visits",
    definition: {
      "zh-CN": "今天闸机放行的入园次数；离园、打卡和被拒绝的不计。",
      en: "Entries that gates admitted on the day; exits, check-ins and refusals do not count.",
      ko: "당일 게이트가 허용한 입장 횟수입니다. 퇴장, 체크인, 거절은 제외합니다.",
    },
  },
  net_spend_fen: {
    unit: "fen",
    definition: {
      "zh-CN": "当日各场馆消费的实付总额，含散客，已扣优惠；退款在退款日扣除。",
      en: "What was paid at the venues on the day, members and others, after discounts; refunds count on their own day.",
      ko: "당일 각 시설에서 결제된 금액입니다. 비회원을 포함하고 할인을 뺀 금액이며, 환불은 환불일에 차감합니다.",
    },
  },
  new_members: {
    unit: "people",
    definition: {
      "zh-CN": "当日入会的人数，按会员所属组织归到场馆。",
      en: "People who joined on the day, counted at the venue of their home unit.",
      ko: "당일 가입한 인원이며 소속 조직의 시설로 집계합니다.",
    },
  },
  points_issued: {
    unit: "points",
    definition: {
      "zh-CN": "当日发放给会员的积分（消费与接口发放），减去当日退款收回的；不减消耗与过期。",
      en: "Points given to members on the day, by purchases and by the API, less what refunds of the day took back; spending and expiry are not taken off.",
      ko: "당일 회원에게 지급된 포인트(구매 및 API)에서 당일 환불로 회수된 포인트를 뺀 값입니다. 사용과 만료는 차감하지 않습니다.",
    },
  },
} as const;
export type CardKey = keyof typeof CARDS;
export const CARD_KEYS = Object.keys(CARDS) as CardKey[];
