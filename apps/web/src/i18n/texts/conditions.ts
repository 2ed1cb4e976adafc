import { texts } from "../text.ts";

/** What a condition may ask about. */
export const fields = texts({
  venue_id: ["场馆", "Venue", "시설"],
  business_type: ["业态", "Business type", "업종"],
  item_code: ["商品编码", "Item code", "상품 코드"],
  category: ["商品类别", "Item category", "상품 분류"],
  channel: ["渠道", "Channel", "채널"],
  payment_method: ["支付方式", "Payment method", "결제 수단"],
  tier_code: ["等级", "Tier", "등급"],
  tag_id: ["会员标签", "Member tag", "회원 태그"],
  weekday: ["星期", "Day of the week", "요일"],
  local_time: ["当地时间", "Local time", "현지 시각"],
  business_date: ["营业日", "Business date", "영업일"],
  holiday: ["节假日", "Public holiday", "공휴일"],
  is_birthday: ["生日当天", "Birthday", "생일 당일"],
  is_birthday_month: ["生日当月", "Birthday month", "생일 달"],
  amount_fen: ["本行金额（元）", "Amount of the line (CNY)", "항목 금액(위안)"],
  purchase_fen: ["整单金额（元）", "Amount of the purchase (CNY)", "전체 금액(위안)"],
  quantity: ["数量", "Quantity", "수량"],
  behaviour: ["行为", "Behaviour", "행동"],
  subject: ["行为对象", "Subject of the behaviour", "행동 대상"],
  streak_days: ["连续天数", "Days in a row", "연속 일수"],
  lifecycle: ["生命周期阶段", "Lifecycle stage", "생애주기 단계"],
  days_since_joined: ["加入天数", "Days since joining", "가입 후 일수"],
  days_since_active: ["多少天没来", "Days since last activity", "마지막 방문·구매 후 일수"],
  days_since_purchase: ["多少天没消费", "Days since the last purchase", "마지막 구매 후 일수"],
  days_since_visit: ["多少天没入园", "Days since the last visit", "마지막 입장 후 일수"],
  purchases_365: ["近 365 天消费笔数", "Purchases in 365 days", "365일 구매 건수"],
  spent_365_fen: ["近 365 天消费额（元）", "Spent in 365 days (CNY)", "365일 구매액(위안)"],
  visits_365: ["近 365 天到访天数", "Days visited in 365 days", "365일 방문 일수"],
  purchases: ["累计消费笔数", "Purchases in all", "누적 구매 건수"],
  spent_fen: ["累计消费额（元）", "Spent in all (CNY)", "누적 구매액(위안)"],
  visits: ["累计到访天数", "Days visited in all", "누적 방문 일수"],
  completeness: ["资料完整度（%）", "Profile completeness (%)", "프로필 완성도(%)"],
  age: ["年龄", "Age", "나이"],
  sex: ["性别", "Gender", "성별"],
  birthday_month: ["生日月份", "Month of birth", "생일 월"],
  has_phone: ["有手机号", "Has a phone", "휴대폰 있음"],
  source: ["注册来源", "Source", "가입 경로"],
  language: ["语言", "Language", "언어"],
  home_unit_id: ["归属单位", "Home unit", "소속"],
});

export const operators = texts({
  "=": ["是", "is", "같음"],
  "!=": ["不是", "is not", "다름"],
  in: ["是其中之一", "is one of", "다음 중 하나"],
  notIn: ["都不是", "is none of", "다음이 아님"],
  between: ["介于", "is between", "사이"],
  "<": ["小于", "is below", "미만"],
  "<=": ["不超过", "is at most", "이하"],
  ">": ["大于", "is above", "초과"],
  ">=": ["不少于", "is at least", "이상"],
  contains: ["有", "has", "포함"],
  multiple_of: ["是倍数", "is a multiple of", "배수"],
  notBetween: ["不介于", "is not between", "사이가 아님"],
  notContains: ["没有", "has not", "포함하지 않음"],
  not_multiple_of: ["不是倍数", "is not a multiple of", "배수가 아님"],
});

export const holidayStates = texts({
  off: ["法定假日", "public holiday", "법정 공휴일"],
  makeup: ["调休上班日", "make-up working day", "대체 근무일"],
  none: ["平常日", "ordinary day", "평일"],
  unknown: ["尚未公布", "not announced yet", "미발표"],
});

export const channels = texts({
  till: ["收银", "Till", "계산대"],
  mini_program: ["小程序", "Mini-program", "미니프로그램"],
  api: ["接口", "API", "API"],
  file: ["导入", "Import", "가져오기"],
});

export const sexes = texts({
  female: ["女", "female", "여성"],
  male: ["男", "male", "남성"],
  other: ["其他", "other", "기타"],
});

export const memberSources = texts({
  sms: ["短信注册", "SMS", "문자"],
  front_desk: ["前台", "Front desk", "프런트"],
  import: ["导入", "Import", "가져오기"],
  api: ["接口", "API", "API"],
  till: ["收银", "Till", "계산대"],
  wechat: ["公众号", "WeChat", "위챗"],
  mini_program: ["小程序", "Mini-program", "미니프로그램"],
  h5: ["H5", "H5", "H5"],
  kiosk: ["自助机", "Kiosk", "키오스크"],
  qr: ["二维码", "QR code", "QR 코드"],
  purchase: ["消费注册", "Purchase", "구매"],
  email: ["邮箱注册", "Email", "이메일"],
  family: ["家庭添加", "Family", "가족"],
});

export const memberLanguages = texts({
  "zh-CN": ["中文", "Chinese", "중국어"],
  en: ["英语", "English", "영어"],
  ko: ["韩语", "Korean", "한국어"],
});

/** Codes every tenant has; others are written as they are. */
export const behaviours = texts({
  register: ["注册", "Register", "가입"],
  follow: ["关注公众号", "Follow", "팔로우"],
  bind_phone: ["绑定手机", "Bind a phone", "전화번호 연결"],
  sign_in: ["签到", "Sign in", "출석"],
  review: ["评价", "Review", "리뷰"],
  share: ["分享", "Share", "공유"],
  recycle: ["垃圾回收", "Recycle", "재활용"],
  quiz: ["答题", "Quiz", "퀴즈"],
  survey: ["问卷", "Survey", "설문"],
  birthday: ["生日", "Birthday", "생일"],
  hike: ["徒步", "Hike", "하이킹"],
});

export const weekdays = texts({
  1: ["周一", "Mon", "월"],
  2: ["周二", "Tue", "화"],
  3: ["周三", "Wed", "수"],
  4: ["周四", "Thu", "목"],
  5: ["周五", "Fri", "금"],
  6: ["周六", "Sat", "토"],
  7: ["周日", "Sun", "일"],
});

export const conditions = texts({
  title: ["条件", "Conditions", "조건"],
  none: ["没有条件：全部命中", "No conditions: always applies", "조건 없음: 항상 적용"],
  all_of: ["全部满足", "All of these", "모두 충족"],
  any_of: ["满足任一", "Any of these", "하나 이상 충족"],
  not: ["取反", "Not", "부정"],
  not_all_of: ["不同时满足", "Not all of these", "모두는 아님"],
  none_of: ["都不满足", "None of these", "모두 해당 안 됨"],
  combinator: ["怎样组合", "How they combine", "결합 방식"],
  add_rule: ["加条件", "Add a condition", "조건 추가"],
  add_group: ["加一组", "Add a group", "그룹 추가"],
  remove_rule: ["删去这个条件", "Remove this condition", "조건 삭제"],
  remove_group: ["删去这一组", "Remove this group", "그룹 삭제"],
  move_up: ["上移", "Move up", "위로"],
  move_down: ["下移", "Move down", "아래로"],
  field: ["字段", "Field", "항목"],
  common: ["通用", "Standard", "기본 항목"],
  operator: ["比较", "Comparison", "비교"],
  value: ["值", "Value", "값"],
  from: ["从", "From", "부터"],
  to: ["到", "To", "까지"],
  to_midnight: ["到（24:00 为当天结束）", "To (24:00 is the end of the day)", "까지(24:00은 하루의 끝)"],
  yes: ["是", "yes", "예"],
  no: ["否", "no", "아니요"],
  type_codes: ["输入编码，回车", "Type a code, Enter", "코드 입력 후 Enter"],
  and: ["且", "and", "그리고"],
  or: ["或", "or", "또는"],
  not_prefix: ["非（{what}）", "not ({what})", "아님({what})"],
  leaf: ["{field}{operator} {value}", "{field} {operator} {value}", "{field} {operator} {value}"],
  multiple: ["{field}是 {value} 的倍数", "{field}, a multiple of {value}", "{field} {value}의 배수"],
  run: ["{from}至{to}", "{from} to {to}", "{from}~{to}"],
  range: ["{from} 至 {to}", "{from} to {to}", "{from}~{to}"],
  full: [
    "已到上限：{leaves} 个条件，{depth} 层",
    "The limit: {leaves} conditions, {depth} levels",
    "한도: 조건 {leaves}개, {depth}단계",
  ],
  absent: ["没有", "none", "없음"],
});
