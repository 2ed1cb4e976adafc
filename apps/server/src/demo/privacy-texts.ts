// What the demo's members agreed to, in three languages.
import type { Purpose } from "../modules/consents/index.ts";

const three = (title: readonly string[], body: readonly string[]) =>
  (["zh-CN", "en", "ko"] as const).map((language, at) => ({ language, title: title[at] ?? "", body: body[at] ?? "" }));

export const TEXT_VERSION = "2025-11";

export const PRIVACY_TEXTS: readonly { purpose: Purpose; texts: ReturnType<typeof three> }[] = [
  {
    purpose: "membership",
    texts: three(
      ["会员服务与个人信息处理规则", "Membership and personal data", "회원 서비스와 개인정보 처리 규정"],
      [
        "为建立会员账户、累计积分和核验入园，我们处理您的姓名、手机号、消费与到访记录，会员期间保存；注销后只留去标识的账目。",
        "To keep your account and points and to let you in, we process your name, phone, purchases and visits while you are a member; after you leave, only records without your identity remain.",
        "회원 계정, 포인트, 입장 확인을 위해 이름, 휴대전화, 구매·방문 기록을 회원 기간 동안 처리하며, 탈퇴 후에는 식별 정보가 없는 원장만 보관합니다.",
      ],
    ),
  },
  {
    purpose: "guardian",
    texts: three(
      ["未成年人监护人同意书", "A guardian's consent", "미성년자 보호자 동의서"],
      [
        "我是这个孩子的监护人，同意为其建立会员账户。孩子未满 14 周岁：只记姓名、出生日期和入园记录，用于入园核验和家庭积分；不用于营销和推荐。我可随时查看、更正、导出，或注销孩子的账户。",
        "I am this child's guardian and agree to an account for it. The child is under 14: its name, date of birth and visits are kept to let it in and for the family's points, not for offers or suggestions. I may see, correct, export or delete it at any time.",
        "본인은 이 아동의 보호자로서 회원 계정 개설에 동의합니다. 만 14세 미만이므로 이름, 생년월일, 방문 기록만 입장 확인과 가족 포인트에 사용하며 마케팅과 추천에는 쓰지 않습니다. 언제든 열람, 정정, 내보내기, 삭제할 수 있습니다.",
      ],
    ),
  },
  {
    purpose: "marketing",
    texts: three(
      ["营销信息接收", "News and offers", "마케팅 정보 수신"],
      [
        "我们用手机号向您发送活动与优惠，每月不超过四次；可随时撤回，不影响会员权益。",
        "We send news and offers to your phone, at most four a month. Take it back at any time; your membership stays as it is.",
        "행사와 혜택을 휴대전화로 월 4회 이하 보내 드립니다. 언제든 철회할 수 있으며 회원 혜택에는 영향이 없습니다.",
      ],
    ),
  },
  {
    purpose: "profiling",
    texts: three(
      ["个性化推荐", "Personal suggestions", "맞춤 추천"],
      [
        "根据您的到访与消费推荐场馆和活动；不用于差别定价，可随时关闭。",
        "We suggest venues and events by your visits and purchases, never prices; switch it off at any time.",
        "방문과 구매를 바탕으로 장소와 행사를 추천합니다. 가격 차등에는 쓰지 않으며 언제든 끌 수 있습니다.",
      ],
    ),
  },
];
