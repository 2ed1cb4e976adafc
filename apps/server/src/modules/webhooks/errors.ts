import { registerFieldTexts } from "../../platform/i18n/field-texts.ts";
import { registerErrors } from "../../platform/kernel/errors.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });

registerFieldTexts({
  too_long_ago: t("时间太早", "Is too long ago", "너무 오래전입니다"),
});

registerErrors({
  webhook_url_refused: {
    status: 422,
    title: t("地址不可用", "The address cannot be used", "사용할 수 없는 주소입니다"),
    detail: t(
      "正式环境请使用公网 https 地址，不带用户名与密码；沙盒可用 http。",
      "Use a public https address without user name and password; a sandbox takes http, too.",
      "사용자 이름과 비밀번호가 없는 공개 https 주소를 사용하세요. 샌드박스는 http도 됩니다.",
    ),
  },
  webhook_event_type_unknown: {
    status: 422,
    title: t("没有这种事件", "There is no such event type", "없는 이벤트 유형입니다"),
    detail: t(
      "“{event_type}”不在事件目录中。可填写目录中的类型、points.* 或 *。",
      "“{event_type}” is not in the catalogue. Give a type of it, points.* or *.",
      "“{event_type}”은(는) 목록에 없습니다. 목록의 유형, points.* 또는 *를 입력하세요.",
    ),
  },
  webhook_limit: {
    status: 422,
    title: t("接收地址已达上限", "There are enough endpoints", "엔드포인트 수가 한도에 도달했습니다"),
    detail: t(
      "每个租户最多 {maximum} 个接收地址，请先删除不用的。",
      "A tenant has {maximum} endpoints at most. Delete one that is not used.",
      "테넌트당 최대 {maximum}개입니다. 사용하지 않는 것을 삭제하세요.",
    ),
  },
  webhook_not_active: {
    status: 409,
    title: t("接收地址未启用", "The endpoint is not active", "엔드포인트가 활성 상태가 아닙니다"),
    detail: t(
      "请先启用这个接收地址，再发送或重发。",
      "Activate the endpoint first, then send or replay.",
      "먼저 엔드포인트를 활성화한 뒤 전송하거나 재전송하세요.",
    ),
  },
  webhook_replay_too_old: {
    status: 422,
    title: t("时间太早", "Too long ago", "너무 오래전입니다"),
    detail: t(
      "错过的事件只能重发最近 {days} 天内的：更早的推送记录已清除，无从知道是否送达过。",
      "Missed events can be sent for the last {days} days: of what is older nobody knows any more whether it was delivered.",
      "놓친 이벤트는 최근 {days}일까지만 재전송할 수 있습니다. 더 오래된 전송 기록은 삭제되어 전달 여부를 알 수 없습니다.",
    ),
  },
});
