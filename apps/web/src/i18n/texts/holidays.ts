import { texts } from "../text.ts";

export const holidays = texts({
  title: ["节假日", "Public holidays", "공휴일"],
  note: [
    "{off} 天放假，{makeup} 天调休上班",
    "{off} {off|day|days} off, {makeup} make-up working {makeup|day|days}",
    "휴일 {off}일, 대체 근무 {makeup}일",
  ],
  years: ["年份", "Years", "연도"],
  unknown: ["未公布", "not announced", "미발표"],
  calendar: ["{year} 年日历", "Calendar {year}", "{year}년 달력"],
  list: ["放假安排", "Holidays", "휴일 일정"],
  source: ["来源", "Source", "출처"],
  source_hint: ["通知网址或文号", "Address or number of the notice", "공지 주소 또는 번호"],
  built_in: ["国务院办公厅通知", "Notice of the State Council", "국무원 공지"],
  own: ["本集团录入，第 {version} 版", "Entered here, version {version}", "직접 입력, {version}판"],
  off: ["放假", "Day off", "휴일"],
  makeup: ["调休上班", "Working day", "대체 근무"],
  today: ["今天", "Today", "오늘"],
  name: ["名称", "Name", "이름"],
  days: ["日期", "Days", "날짜"],
  count: ["天数", "Count", "일수"],
  unknown_title: [
    "{year} 年的节假日还没有公布",
    "The holidays of {year} are not announced yet",
    "{year}년 공휴일은 아직 발표되지 않았습니다",
  ],
  unknown_why: [
    "国务院办公厅一般在前一年 11 月发布通知。在此之前，按节假日生效的规则会回答「未知」，不会按猜测加倍。",
    "The State Council usually publishes its notice in November of the year before. Until then, rules that ask for holidays answer “unknown”; nothing is guessed.",
    "국무원은 보통 전년도 11월에 공지를 발표합니다. 그때까지 공휴일 조건이 있는 규칙은 “알 수 없음”으로 답하며 추측하지 않습니다.",
  ],
  enter: ["录入 {year} 年", "Enter {year}", "{year}년 입력"],
  correct: ["更正", "Correct", "수정"],
  clicking: [
    "点一下日期：放假 → 调休上班 → 平日。新点的日子用这个名称。",
    "Click a day: day off → working day → ordinary day. New ones get this name.",
    "날짜를 누르면 휴일 → 대체 근무 → 평일로 바뀝니다. 새로 누른 날은 이 이름이 됩니다.",
  ],
  holiday_name: ["节日名称", "Holiday name", "공휴일 이름"],
  paste: [
    "或粘贴通知里的日期，一行一条",
    "Or paste the dates from the notice, one per line",
    "또는 공지의 날짜를 한 줄에 하나씩 붙여 넣으세요",
  ],
  paste_hint: [
    "2027-10-01 至 2027-10-07 国庆节\n2027-10-09 国庆节 班",
    "2027-10-01 – 2027-10-07 国庆节\n2027-10-09 国庆节 work",
    "2027-10-01 ~ 2027-10-07 国庆节\n2027-10-09 国庆节 근무",
  ],
  take: ["读入", "Import", "읽기"],
  wrong_lines: [
    "第 {lines} 行没有看懂，其余已读入。",
    "Line {lines} could not be read; the others were imported.",
    "{lines}번째 줄을 읽지 못했습니다. 나머지는 입력했습니다.",
  ],
  saved: ["{year} 年的节假日已保存", "The holidays of {year} are saved", "{year}년 공휴일을 저장했습니다"],
  past: [
    "已经入账的积分不会因此改变。",
    "Points already posted do not change.",
    "이미 기록된 포인트는 바뀌지 않습니다.",
  ],
});

/** Names in notices are Chinese; these have one in the other languages, too. */
export const holidayNames = texts({
  元旦: ["元旦", "New Year", "신정"],
  春节: ["春节", "Spring Festival", "춘절"],
  清明节: ["清明节", "Qingming", "청명절"],
  劳动节: ["劳动节", "Labour Day", "노동절"],
  端午节: ["端午节", "Dragon Boat", "단오절"],
  中秋节: ["中秋节", "Mid-Autumn", "중추절"],
  国庆节: ["国庆节", "National Day", "국경절"],
});
