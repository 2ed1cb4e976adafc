// What happened to a member, in words: titles of rows, and the facts behind each.
import type { Language } from "../../../platform/kernel/errors.ts";

type Texts = Record<Language, string>;
const t = (zh: string, en: string, ko: string): Texts => ({ "zh-CN": zh, en, ko });

const WORDS = {
  registered: t("加入会员", "Joined", "회원 가입"),
  purchase: t("消费", "Purchase", "구매"),
  purchase_of: t("消费：{items}", "Purchase: {items}", "구매: {items}"),
  items_more: t("{first} 等 {count} 项", "{first} and {rest} more", "{first} 외 {rest}건"),
  refund: t("退款", "Refund", "환불"),
  refused: t("未放行：{gate}", "Not admitted: {gate}", "입장 거부: {gate}"),
  refused_why: t("未放行：{gate}（{why}）", "Not admitted: {gate} ({why})", "입장 거부: {gate}({why})"),
  left_by: t("出园：{gate}", "Left: {gate}", "퇴장: {gate}"),
  tier: t("等级：{name}", "Tier: {name}", "등급: {name}"),
  message_sms: t("短信：{kind}", "SMS: {kind}", "문자: {kind}"),
  message_email: t("邮件：{kind}", "E-mail: {kind}", "이메일: {kind}"),
  consent_granted: t("同意：{purpose}", "Agreed: {purpose}", "동의: {purpose}"),
  consent_withdrawn: t("撤回同意：{purpose}", "Withdrew: {purpose}", "동의 철회: {purpose}"),
  household_joined: t("加入家庭：{name}", "Joined the family {name}", "가족 참여: {name}"),
  household_left: t("离开家庭：{name}", "Left the family {name}", "가족 탈퇴: {name}"),
  tag_given: t("加标签：{name}", "Tag given: {name}", "태그 추가: {name}"),
  tag_taken: t("去标签：{name}", "Tag taken away: {name}", "태그 삭제: {name}"),
  block_blocked: t("限制：{scopes}", "Blocked from: {scopes}", "제한: {scopes}"),
  block_released: t("解除限制", "Block ended", "제한 해제"),
  file: t("文件：{name}", "File: {name}", "파일: {name}"),
  identity: t("绑定{kind}：{shown}", "{kind} added: {shown}", "{kind} 등록: {shown}"),
  device: t("登录：{device}", "Signed in: {device}", "로그인: {device}"),
  merge_merged: t("并入了另一份资料", "Another record was merged into this one", "다른 회원 정보가 병합되었습니다"),
  merge_unmerged: t("撤销合并，对方恢复独立", "Merge undone: the other stands alone again", "병합이 취소되었습니다"),
  merge_parted: t("撤销合并，恢复独立", "Merge undone: stands alone again", "병합이 취소되어 분리되었습니다"),
  wechat_followed: t("关注公众号：{name}", "Followed {name} on WeChat", "위챗 공식 계정 팔로우: {name}"),
  wechat_unfollowed: t("取消关注公众号：{name}", "No longer follows {name}", "위챗 공식 계정 팔로우 취소: {name}"),
} satisfies Record<string, Texts>;

const LABELS = {
  how: t("方式", "How", "방식"),
  source: t("来源", "Source", "경로"),
  unit: t("登记门店", "Registered at", "등록 매장"),
  scene: t("场景", "Scene", "장면"),
  qr: t("注册码", "Registration code", "등록 코드"),
  channel: t("渠道", "Channel", "채널"),
  items: t("商品", "Items", "품목"),
  direction: t("方向", "Direction", "방향"),
  reason: t("原因", "Reason", "사유"),
  until: t("有效至", "Until", "만료"),
  status: t("状态", "State", "상태"),
  text_version: t("文本版本", "Text version", "문서 버전"),
  role: t("身份", "Role", "역할"),
  words: t("内容", "Words", "내용"),
  seen_by: t("可见范围", "Seen by", "열람 범위"),
  edited_at: t("修改时间", "Edited", "수정 시각"),
  media_type: t("类型", "Type", "형식"),
  size: t("大小", "Size", "크기"),
  issuer: t("所属系统", "Issued by", "발급처"),
  verified: t("是否核实", "Verified", "확인 여부"),
  device: t("设备", "Device", "기기"),
  last_seen_at: t("最近使用", "Last used", "최근 사용"),
  by: t("操作人", "By", "처리자"),
} satisfies Record<string, Texts>;

/** Codes as they are stored, in words. A code nobody has words for stands as it is. */
const CODES: Readonly<Record<string, Readonly<Record<string, Texts>>>> = {
  source: {
    sms: t("短信验证码", "SMS code", "문자 인증"),
    front_desk: t("前台", "Front desk", "프런트"),
    import: t("文件导入", "File import", "파일 가져오기"),
    api: t("接口", "API", "API"),
    till: t("收银台", "Till", "계산대"),
    wechat: t("微信", "WeChat", "위챗"),
    mini_program: t("小程序", "Mini-program", "미니프로그램"),
    h5: t("手机网页", "Mobile web", "모바일 웹"),
    kiosk: t("自助机", "Kiosk", "키오스크"),
    qr: t("扫码", "QR code", "QR 코드"),
    purchase: t("消费登记", "At a purchase", "구매 시 등록"),
    email: t("邮箱", "Email", "이메일"),
    family: t("家人登记", "By their family", "가족 등록"),
  },
  purchase_channel: {
    till: t("收银台", "Till", "계산대"),
    api: t("接口", "API", "API"),
    file: t("文件导入", "File import", "파일 가져오기"),
  },
  direction: {
    entry: t("入园", "Entry", "입장"),
    exit: t("出园", "Exit", "퇴장"),
    check_in: t("签到", "Check-in", "체크인"),
  },
  purpose: {
    membership: t("入会", "Membership", "회원 가입"),
    marketing: t("营销信息", "Marketing", "마케팅 정보"),
    profiling: t("画像分析", "Profiling", "프로파일링"),
    partners: t("合作方共享", "Partners", "제휴사 공유"),
    guardian: t("监护人同意", "Guardian", "보호자 동의"),
    face: t("人脸识别", "Face recognition", "얼굴 인식"),
  },
  consent_channel: {
    sms: t("短信登录", "SMS sign-in", "문자 로그인"),
    app: t("会员端", "Member app", "회원 앱"),
    front_desk: t("前台", "Front desk", "프런트"),
    import: t("文件导入", "File import", "파일 가져오기"),
    kiosk: t("自助机", "Kiosk", "키오스크"),
    merge: t("合并", "A merge", "병합"),
    paper: t("纸质", "Paper", "서면"),
    phone: t("电话", "Telephone", "전화"),
  },
  role: {
    guardian: t("监护人", "Guardian", "보호자"),
    spouse: t("配偶", "Spouse", "배우자"),
    child: t("孩子", "Child", "자녀"),
    other: t("其他家人", "Other", "기타"),
  },
  identity: {
    openid: t("微信 OpenID", "WeChat OpenID", "위챗 OpenID"),
    unionid: t("微信 UnionID", "WeChat UnionID", "위챗 UnionID"),
    ota: t("OTA 账号", "Agency account", "OTA 계정"),
    email: t("邮箱", "Email", "이메일"),
    employee_no: t("工号", "Employee number", "사번"),
    card: t("卡号", "Card", "카드"),
    external: t("外部编号", "External ID", "외부 번호"),
    phone: t("手机号", "Phone", "휴대폰"),
  },
  message_kind: {
    email_code: t("登录验证码", "Sign-in code", "로그인 인증번호"),
  },
  message_status: {
    queued: t("等待发送", "Waiting", "대기"),
    sent: t("已提交", "Handed over", "전송됨"),
    delivered: t("已送达", "Delivered", "전달됨"),
    failed: t("失败", "Failed", "실패"),
  },
  tagged: {
    rule: t("按规则自动", "By a rule", "규칙에 따라"),
    hand: t("人工", "By hand", "수동"),
  },
  scope: {
    gate: t("入园", "gates", "입장"),
    earn: t("积分", "earning", "적립"),
    spend: t("使用积分储值", "spending", "사용"),
    sign_in: t("登录", "signing in", "로그인"),
  },
  yes_no: { true: t("是", "Yes", "예"), false: t("否", "No", "아니요") },
  by: {
    member: t("会员本人", "The member", "회원 본인"),
    system: t("系统", "The system", "시스템"),
  },
};

export type Word = keyof typeof WORDS;
export type Label = keyof typeof LABELS;

export const word = (language: Language, key: Word, values: Readonly<Record<string, string>> = {}): string =>
  WORDS[key][language].replace(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? "");

export const label = (language: Language, key: Label): string => LABELS[key][language];

export const codeWord = (language: Language, kind: string, code: string): string =>
  CODES[kind]?.[code]?.[language] ?? code;

const DEVICES: readonly [RegExp, Texts | string][] = [
  [/MicroMessenger/i, t("微信", "WeChat", "위챗")],
  [/iPad/i, "iPad"],
  [/iPhone/i, "iPhone"],
  [/Android/i, "Android"],
  [/Windows/i, "Windows"],
  [/Macintosh/i, "Mac"],
];

/** What somebody would call the device behind a user agent. */
export function deviceName(language: Language, user_agent: string): string {
  const names = DEVICES.filter(([pattern]) => pattern.test(user_agent)).map(([, name]) =>
    typeof name === "string" ? name : name[language],
  );
  return names.slice(0, 2).join(" ") || t("网页", "Browser", "브라우저")[language];
}
