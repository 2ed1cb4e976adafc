import type { Locale } from "../../i18n/i18n.ts";

export type TextName = "privacy" | "terms";

interface Section {
  head: string;
  text: string;
}

/** What the program does today, said plainly. A change here needs a new TEXT_VERSION, so that people are asked again. */
export const TEXTS: Record<TextName, Record<Locale, readonly Section[]>> = {
  privacy: {
    "zh-CN": [
      {
        head: "我们收集什么",
        text: "手机号；您填写的姓名、性别、生日和身份证号（都可以不填）；出示会员码或报手机号时的消费和入园记录；家庭成员关系；您选择的语言。不读取位置、通讯录和相册。",
      },
      {
        head: "用来做什么",
        text: "手机号用于认出是您和发送验证码；消费记录用于计算积分；入园记录用于核对入园和供您查看；生日用于生日礼遇；身份证号只用于实名核对；家人能看到您的姓名和放入家庭积分池的积分。",
      },
      {
        head: "存在哪里",
        text: "存放在本集团的会员系统中，手机号和身份证号加密保存，工作人员看到的是隐去大部分数字的号码。这台手机上保存两小时内的会员码和最近一次的余额，退出登录时清除。",
      },
      { head: "给谁看", text: "集团内有权限的工作人员，查看会留下记录。不出售，不提供给广告商。" },
      {
        head: "您的权利",
        text: "在「我的」→「隐私中心」可以逐项撤回同意、马上导出自己的数据、申请更正或注销账户，并看到办理进度；也可以到任一景区服务台办理。注销后会员码和积分停止使用，不影响买票入园。14 周岁以下的孩子由监护人添加并同意。",
      },
    ],
    en: [
      {
        head: "What we collect",
        text: "Your phone number; the name, sex, birthday and ID number you enter (you need not); purchases and visits made with your member code or phone number; who is in your family; the language you choose. We do not read your location, contacts or photos.",
      },
      {
        head: "What it is for",
        text: "The phone number recognises you and receives codes. Purchases are used to count points. Visits are used to check entry and to show you your record. The birthday brings birthday gifts, the ID number is only for checks of identity. Your family sees your name and the points you put into its pool.",
      },
      {
        head: "Where it is kept",
        text: "In the group's membership system. Phone and ID numbers are encrypted; staff see them with most digits hidden. This phone keeps member codes for two hours and the last balances, and removes them when you sign out.",
      },
      {
        head: "Who sees it",
        text: "Authorised staff of the group, and every look is logged. It is not sold or passed to advertisers.",
      },
      {
        head: "Your rights",
        text: "In Me, Privacy centre, you take back consents one by one, export your data at once, ask for corrections or for your account to be deleted, and see how far each request is; any service desk helps, too. After deletion your code and points stop working; you can still buy tickets and enter. A child under 14 is added by a guardian, with consent.",
      },
    ],
    ko: [
      {
        head: "수집하는 정보",
        text: "휴대폰 번호, 입력한 이름·성별·생일·신분증 번호(선택), 회원 코드나 휴대폰 번호로 이용한 구매와 입장 기록, 가족 관계, 선택한 언어입니다. 위치, 연락처, 사진은 읽지 않습니다.",
      },
      {
        head: "이용 목적",
        text: "휴대폰 번호는 본인 확인과 인증번호 발송에, 구매 기록은 포인트 계산에, 입장 기록은 입장 확인과 내역 제공에, 생일은 생일 혜택에, 신분증 번호는 실명 확인에만 사용합니다. 가족은 회원님의 이름과 가족 포인트에 넣은 포인트를 볼 수 있습니다.",
      },
      {
        head: "보관 장소",
        text: "그룹 회원 시스템에 보관합니다. 휴대폰 번호와 신분증 번호는 암호화되며 직원에게는 대부분 가려져 표시됩니다. 이 휴대폰에는 2시간분의 회원 코드와 최근 잔액이 저장되며 로그아웃하면 삭제됩니다.",
      },
      {
        head: "열람 대상",
        text: "권한이 있는 그룹 직원이며 열람은 기록됩니다. 판매하거나 광고주에게 제공하지 않습니다.",
      },
      {
        head: "회원의 권리",
        text: "‘마이’의 개인정보 센터에서 동의를 항목별로 철회하고, 데이터를 바로 내보내고, 정정이나 계정 삭제를 신청하고 진행 상황을 볼 수 있습니다. 안내 데스크에서도 도와드립니다. 삭제하면 회원 코드와 포인트는 중지되지만 입장권 구매와 입장은 계속할 수 있습니다. 만 14세 미만은 보호자가 동의하고 추가합니다.",
      },
    ],
  },
  terms: {
    "zh-CN": [
      { head: "会员", text: "用手机号登录即成为会员，一个手机号对应一个会员。会员免费。" },
      {
        head: "会员码",
        text: "会员码每分钟更新，用于入园和消费时认出会员。请不要把截图发给别人；手机丢失时可在「我的」里挂失。",
      },
      {
        head: "积分",
        text: "积分按自己付的钱计算，每一笔都列出算式、规则版本和到期日。退款时按购买当天的规则收回。积分到期后失效，不能兑换现金；只能在家庭积分池内共享。",
      },
      { head: "更正", text: "对任何一笔积分有疑问，请把流水号告诉服务台。入账有误以反向的一笔更正，原来的记录保留。" },
      {
        head: "修改和终止",
        text: "规则修改会提前公布，已经到账的积分不因修改减少。您可以随时注销会员；注销前请先用完积分。",
      },
    ],
    en: [
      {
        head: "Membership",
        text: "Signing in with your phone number makes you a member: one number, one member. Membership is free.",
      },
      {
        head: "Member code",
        text: "The code changes every minute and identifies you at gates and tills. Please do not send screenshots of it to others; if your phone is lost, report it in Me.",
      },
      {
        head: "Points",
        text: "Points count from the money you pay yourself. Each entry shows its arithmetic, the version of the rules and the expiry date. A refund takes points back by the rules of the day of purchase. Points lapse on expiry and have no cash value; they are shared within the family's pool only.",
      },
      {
        head: "Corrections",
        text: "If you doubt an entry, give its transaction number at a service desk. A mistake is corrected by a reversing entry; the original stays on record.",
      },
      {
        head: "Changes and ending",
        text: "Changes to the rules are announced beforehand and do not reduce points already credited. You may end your membership at any time; please use your points first.",
      },
    ],
    ko: [
      { head: "회원", text: "휴대폰 번호로 로그인하면 회원이 됩니다. 번호 하나에 회원 한 명이며 가입은 무료입니다." },
      {
        head: "회원 코드",
        text: "코드는 1분마다 바뀌며 입장과 결제 시 회원을 확인합니다. 화면 캡처를 다른 사람에게 보내지 마시고, 분실 시 ‘마이’에서 신고하세요.",
      },
      {
        head: "포인트",
        text: "포인트는 직접 결제한 금액으로 계산합니다. 건마다 계산식, 규칙 버전, 소멸일이 표시됩니다. 환불하면 구매일의 규칙에 따라 회수합니다. 기한이 지나면 소멸되며 현금 교환은 할 수 없고 가족 포인트 안에서만 공유됩니다.",
      },
      {
        head: "정정",
        text: "의문이 있는 건은 거래번호를 안내 데스크에 알려 주세요. 오류는 반대 거래로 정정하며 원래 기록은 남습니다.",
      },
      {
        head: "변경과 종료",
        text: "규칙 변경은 미리 알리며 이미 적립된 포인트는 줄지 않습니다. 언제든 탈퇴할 수 있으며, 탈퇴 전에 포인트를 먼저 사용하세요.",
      },
    ],
  },
};
