import { texts } from "../text.ts";

export const outbox = texts({
  title: ["消息", "Messages", "메시지"],
  note: [
    "测试通道不真的发出，验证码写在这里；通道真的发出的，验证码和链接会隐藏",
    "The test channel sends nothing and shows codes here; codes and links of messages really sent are hidden",
    "테스트 채널은 보내지 않고 인증번호를 여기에 표시합니다. 실제 발송한 메시지의 번호와 링크는 숨깁니다",
  ],
  refresh: ["刷新", "Refresh", "새로 고침"],
  time: ["时间", "Time", "시간"],
  channel: ["通道", "Channel", "채널"],
  to: ["收件人", "To", "받는 사람"],
  body: ["内容", "Message", "내용"],
  status: ["状态", "State", "상태"],
  error: ["原因", "Reason", "사유"],
  retry: ["重试", "Retry", "다시 시도"],
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
  sent: ["已发出", "Sent", "발송"],
  failed: ["失败", "Failed", "실패"],
  sms_test: ["短信测试", "SMS test", "문자 테스트"],
  email_test: ["邮件测试", "Email test", "메일 테스트"],
  aliyun_sms: ["阿里云短信", "Alibaba SMS", "알리바바 문자"],
  tencent_sms: ["腾讯云短信", "Tencent SMS", "텐센트 문자"],
  smtp: ["SMTP 邮件", "SMTP mail", "SMTP 메일"],
  timeout: ["超时无应答", "No answer in time", "응답 시간 초과"],
  connection_refused: ["连接被拒绝", "Connection refused", "연결 거부"],
  connection_lost: ["连接中断", "Connection lost", "연결 끊김"],
  address_refused: ["地址不允许", "Address not allowed", "허용되지 않는 주소"],
  name_unknown: ["找不到服务器", "Server not found", "서버를 찾을 수 없음"],
  certificate: ["证书不可信", "Certificate not trusted", "인증서를 신뢰할 수 없음"],
  template_missing: ["没有对应的模板", "No template for it", "해당 템플릿 없음"],
  expired: ["验证码已过期", "The code has expired", "인증번호 만료"],
  channel_gone: ["通道已删除", "The channel was deleted", "채널 삭제됨"],
  addressee_gone: ["收件人已注销", "Recipient has closed the account", "수신자 탈퇴"],
});
