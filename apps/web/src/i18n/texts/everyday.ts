import { texts } from "../text.ts";

export const everyday = texts({
  brand: ["回游", "Huiyou", "후이유"],
  cancel: ["取消", "Cancel", "취소"],
  close: ["关闭", "Close", "닫기"],
  save: ["保存", "Save", "저장"],
  retry: ["重试", "Try again", "다시 시도"],
  back: ["返回", "Back", "뒤로"],
  copy: ["复制", "Copy", "복사"],
  copied: ["已复制", "Copied", "복사했습니다"],
  undo: ["撤销", "Undo", "실행 취소"],
  loading: ["正在读取", "Loading", "불러오는 중"],
  total: ["合计", "Total", "합계"],
  all: ["全部", "All", "전체"],
  none: ["无", "None", "없음"],
  no_options: ["没有可选的", "Nothing to choose", "선택할 항목이 없습니다"],
  chart: ["图", "Chart", "차트"],
  table: ["表", "Table", "표"],
  chart_or_table: ["图或表", "Chart or table", "차트 또는 표"],
  points_unit: ["分", "pts", "점"],
  yuan: ["元", "CNY", "위안"],
  people: ["人", "people", "명"],
  visits_unit: ["人次", "visits", "명"],
  request_id: ["请求编号", "Request ID", "요청 번호"],
  stale: [
    "未能更新，仍是 {time} 的数据。",
    "Could not refresh; showing data from {time}.",
    "새로 고치지 못해 {time} 데이터를 표시합니다.",
  ],
  previous_page: ["上一页", "Previous page", "이전 페이지"],
  next_page: ["下一页", "Next page", "다음 페이지"],
  required: ["请填写", "Required", "필수 입력입니다"],
  unsaved_title: ["离开前要保存吗？", "Leave without saving?", "저장하지 않고 나갈까요?"],
  unsaved_why: [
    "这一页的修改还没有保存，离开后就没有了。",
    "Your changes on this page are not saved and will be lost.",
    "이 페이지의 변경 사항이 저장되지 않았으며, 나가면 사라집니다.",
  ],
  leave: ["不保存，离开", "Leave", "저장하지 않고 나가기"],
  stay: ["留在这里", "Stay", "머무르기"],
  no_compare: ["无对比数据", "Nothing to compare", "비교 데이터 없음"],
  reason: ["原因", "Reason", "사유"],
  reason_for_second: [
    "需要另一人批准时必填",
    "Required when a second person must approve",
    "다른 사람의 승인이 필요하면 필수입니다",
  ],
  waits_for_second: [
    "已提交，等待另一人批准",
    "Submitted; waiting for a second person",
    "요청됨. 다른 사람의 승인을 기다립니다",
  ],
});

export const failure = texts({
  what: ["这里的数据没有读到", "This could not be loaded", "데이터를 불러오지 못했습니다"],
  network: [
    "连不上服务器。检查网络后重试。",
    "Cannot reach the server. Check the network and try again.",
    "서버에 연결할 수 없습니다. 네트워크를 확인한 뒤 다시 시도하세요.",
  ],
  server: [
    "服务器出错了，已记录。稍后重试；仍不行，把请求编号告诉技术支持。",
    "The server had an error, which was logged. Try again soon; if it persists, give support the request ID.",
    "서버 오류가 기록되었습니다. 잠시 후 다시 시도하고, 계속되면 요청 번호를 지원팀에 알려 주세요.",
  ],
  forbidden: [
    "您的角色不能看这里。需要的话，请向集团管理员申请。",
    "Your role cannot see this. Ask a group administrator if you need it.",
    "현재 역할로는 볼 수 없습니다. 필요하면 그룹 관리자에게 요청하세요.",
  ],
  unauthorized: [
    "登录已过期，请重新登录。",
    "Your session has ended. Sign in again.",
    "로그인이 만료되었습니다. 다시 로그인하세요.",
  ],
  busy: [
    "请求太多，过一会儿再试。",
    "Too many requests. Wait a moment and try again.",
    "요청이 너무 많습니다. 잠시 후 다시 시도하세요.",
  ],
});

export const states = texts({
  active: ["正常", "Active", "정상"],
  blocked: ["受限", "Blocked", "제한"],
  open: ["开放至 {time}", "Open until {time}", "{time}까지 운영"],
  before_open: ["{time} 开放", "Opens {time}", "{time} 개장"],
  next_day: ["次日 {time}", "{time} next day", "다음 날 {time}"],
  all_day: ["全天开放", "Open all day", "24시간 운영"],
  closed: ["今日已闭园", "Closed today", "오늘 운영 종료"],
});

const places = {
  ticket: ["门票", "Tickets", "입장권"],
  dining: ["餐饮", "Dining", "식음"],
  lodging: ["住宿", "Lodging", "숙박"],
  retail: ["零售", "Retail", "소매"],
  parking: ["停车", "Parking", "주차"],
  entertainment: ["娱乐", "Entertainment", "엔터테인먼트"],
  wellness: ["康养", "Wellness", "웰니스"],
  transport: ["交通", "Transport", "교통"],
} as const;

export const businessTypes = texts(places);

/** What is sold: besides what venues are for, value that is used later. */
export const saleTypes = texts({
  ...places,
  pass: ["年卡次卡", "Passes", "이용권"],
  top_up: ["储值充值", "Top-ups", "충전"],
});

export const paymentMethods = texts({
  cash: ["现金", "Cash", "현금"],
  card: ["银行卡", "Bank card", "카드"],
  wechat: ["微信支付", "WeChat Pay", "위챗페이"],
  alipay: ["支付宝", "Alipay", "알리페이"],
  wallet: ["储值", "Stored value", "충전금"],
  points: ["积分抵现", "Points", "포인트 결제"],
});
