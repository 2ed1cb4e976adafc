import { registerFieldTexts } from "../../platform/i18n/field-texts.ts";
import { registerErrors } from "../../platform/kernel/errors.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });

registerErrors({
  channel_limit: {
    status: 422,
    title: t("通道已达上限", "There are enough channels", "채널 수가 한도에 도달했습니다"),
    detail: t(
      "每个租户最多 {maximum} 个通道，请先删除不用的。",
      "A tenant has {maximum} channels at most. Delete one that is not used.",
      "테넌트당 최대 {maximum}개입니다. 사용하지 않는 것을 삭제하세요.",
    ),
  },
  channel_address_refused: {
    status: 422,
    title: t("地址不可用", "The address cannot be used", "사용할 수 없는 주소입니다"),
    detail: t(
      "请填写公网地址：短信接口用 https，邮件服务器用 TLS 或 STARTTLS。",
      "Give a public address: https for SMS, TLS or STARTTLS for a mail server.",
      "공개 주소를 입력하세요. 문자는 https, 메일 서버는 TLS 또는 STARTTLS를 사용합니다.",
    ),
  },
  not_of_carrier: {
    status: 422,
    title: t("该通道没有这一项", "This channel has no such field", "이 채널에는 없는 항목입니다"),
    detail: t(
      "「{field}」不属于该通道的服务商。换服务商请新建通道。",
      "{field} does not belong to this channel's carrier. For another carrier add a channel.",
      "{field}은(는) 이 채널의 통신사 항목이 아닙니다. 다른 통신사는 새 채널을 추가하세요.",
    ),
  },
  message_kind_unknown: {
    status: 422,
    title: t("没有这种消息", "There is no such message", "없는 메시지 유형입니다"),
    detail: t(
      "“{kind}”不是系统会发送的短信，或模板用到了它没有的变量。可选种类见 GET /v1/message_kinds。",
      "“{kind}” is no SMS that is sent, or the template names a value it does not have. See GET /v1/message_kinds.",
      "“{kind}”은(는) 발송되는 문자가 아니거나 템플릿에 없는 변수가 있습니다. GET /v1/message_kinds를 확인하세요.",
    ),
  },
  trial_address_invalid: {
    status: 422,
    title: t("收件人不正确", "The receiver cannot be reached so", "받는 사람이 올바르지 않습니다"),
    detail: t(
      "短信通道请填写手机号，邮件通道请填写邮箱地址。",
      "Give a phone number for SMS, an address for e-mail.",
      "문자는 전화번호, 메일은 이메일 주소를 입력하세요.",
    ),
  },
  message_not_failed: {
    status: 409,
    title: t("该消息没有失败", "The message has not failed", "실패한 메시지가 아닙니다"),
    detail: t(
      "只有发送失败的消息可以重试。",
      "Only a message that failed can be sent anew.",
      "실패한 메시지만 다시 보낼 수 있습니다.",
    ),
  },
  message_too_late: {
    status: 409,
    title: t("该消息已不能再发", "It is too late for this message", "이 메시지는 더 이상 보낼 수 없습니다"),
    detail: t(
      "其中的验证码已过期，或收件人、通道已不在。请让对方重新获取。",
      "Its code is no longer good, or the receiver or the channel is gone. Ask for a new one.",
      "인증번호가 만료되었거나 수신자 또는 채널이 없습니다. 새로 요청하세요.",
    ),
  },
});

registerFieldTexts({
  not_of_carrier: t("不属于该服务商", "Does not belong to this carrier", "이 통신사의 항목이 아닙니다"),
});
