import { texts } from "../text.ts";

export const outbox = texts({
  title: ["测试发件箱", "Test outbox", "테스트 발신함"],
  note: [
    "测试通道不真的发出：验证码和通知都写在这里",
    "The test channel sends nothing: codes and notices are written here",
    "테스트 채널은 실제로 보내지 않고 인증번호와 알림을 여기에 기록합니다",
  ],
  refresh: ["刷新", "Refresh", "새로 고침"],
  time: ["时间", "Time", "시간"],
  channel: ["通道", "Channel", "채널"],
  to: ["收件人", "To", "받는 사람"],
  body: ["内容", "Message", "내용"],
  status: ["状态", "State", "상태"],
  none: ["还没有消息", "No messages yet", "메시지가 없습니다"],
  none_why: [
    "会员在小程序或网页请求验证码后，会出现在这里。",
    "When a member asks for a code, it appears here.",
    "회원이 인증번호를 요청하면 여기에 표시됩니다.",
  ],
});

export const messageStates = texts({
  queued: ["排队", "Queued", "대기"],
  delivered: ["已送达", "Delivered", "전달"],
  failed: ["失败", "Failed", "실패"],
  sms_test: ["短信测试", "SMS test", "문자 테스트"],
});
