import { registerErrors } from "../kernel/errors.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });

/** What any route may answer before a room is asked. */
registerErrors({
  member_merged: {
    status: 409,
    title: t("会员正在合并", "The member is being merged", "회원이 병합되는 중입니다"),
    detail: t(
      "会员刚刚与另一位会员合并，请重试一次。",
      "The member has just become one with another. Try again.",
      "회원이 방금 다른 회원과 병합되었습니다. 다시 시도하세요.",
    ),
  },
  invalid_request: {
    status: 400,
    title: t("请求内容有误", "The request is not valid", "요청이 올바르지 않습니다"),
    detail: t(
      "请检查 errors 中列出的字段。",
      "See errors for the fields to correct.",
      "errors에 표시된 항목을 확인하세요.",
    ),
  },
  malformed_json: {
    status: 400,
    title: t("JSON 无法解析", "The body is not JSON", "본문이 JSON이 아닙니다"),
    detail: t(
      "请求体不是完整的 UTF-8 JSON。",
      "The body is not complete JSON in UTF-8.",
      "본문이 완전한 UTF-8 JSON이 아닙니다.",
    ),
  },
  malformed_request: {
    status: 400,
    title: t("请求无法解析", "The request cannot be read", "요청을 읽을 수 없습니다"),
    detail: t(
      "网址或请求头格式不正确。",
      "The address or a header is malformed.",
      "주소 또는 헤더 형식이 올바르지 않습니다.",
    ),
  },
  cursor_invalid: {
    status: 400,
    title: t("分页游标无效", "The cursor is not valid", "커서가 올바르지 않습니다"),
    detail: t(
      "请使用上一页返回的 next_cursor。",
      "Use the next_cursor of the page before.",
      "이전 페이지의 next_cursor를 사용하세요.",
    ),
  },
  version_conflict: {
    status: 409,
    title: t("资料已被他人修改", "Changed in the meantime", "다른 곳에서 먼저 변경되었습니다"),
    detail: t(
      "当前版本是 {version}。请刷新后再改。",
      "The current version is {version}. Load it again, then make the change.",
      "현재 버전은 {version}입니다. 새로 불러온 뒤 변경하세요.",
    ),
  },
  idempotency_key_required: {
    status: 400,
    title: t("缺少 Idempotency-Key", "Idempotency-Key is missing", "Idempotency-Key가 없습니다"),
    detail: t(
      "这个操作必须带 Idempotency-Key 请求头，重试时使用同一个值。",
      "This operation needs an Idempotency-Key header; a retry sends the same one.",
      "이 작업에는 Idempotency-Key 헤더가 필요하며 재시도 시 같은 값을 보냅니다.",
    ),
  },
  idempotency_key_invalid: {
    status: 400,
    title: t("Idempotency-Key 无效", "Idempotency-Key is not valid", "Idempotency-Key가 올바르지 않습니다"),
    detail: t(
      "须为 1–200 个可见 ASCII 字符。",
      "It has 1 to 200 visible ASCII characters.",
      "1~200자의 표시 가능한 ASCII 문자여야 합니다.",
    ),
  },
  text_not_storable: {
    status: 400,
    title: t("文字无法保存", "Text cannot be stored", "텍스트를 저장할 수 없습니다"),
    detail: t(
      "文字含有 NUL 或不完整的字符。",
      "The text contains NUL or an incomplete character.",
      "텍스트에 NUL 또는 불완전한 문자가 있습니다.",
    ),
  },
  totp_setup_required: {
    status: 403,
    title: t("请先启用两步验证", "Set up the second step first", "먼저 2단계 인증을 설정하세요"),
    detail: t(
      "你的角色要求两步验证。请在“我的安全设置”中启用后继续。",
      "Your role demands a second step at sign-in. Set it up under “My security”, then go on.",
      "해당 역할은 2단계 인증이 필요합니다. ‘내 보안 설정’에서 설정한 뒤 계속하세요.",
    ),
  },
  unauthenticated: {
    status: 401,
    title: t("请先登录", "Sign in first", "로그인이 필요합니다"),
    detail: t(
      "没有提供凭证，或凭证已失效。",
      "No credentials came along, or they are no longer valid.",
      "인증 정보가 없거나 만료되었습니다.",
    ),
  },
  actor_not_allowed: {
    status: 403,
    title: t("此身份不能使用这个接口", "Not for this kind of caller", "이 주체는 사용할 수 없습니다"),
    detail: t("这个接口面向：{actors}。", "This route is for: {actors}.", "이 경로의 대상: {actors}."),
  },
  permission_missing: {
    status: 403,
    title: t("没有权限", "Permission is missing", "권한이 없습니다"),
    detail: t("需要权限 {permission}。", "This needs the permission {permission}.", "{permission} 권한이 필요합니다."),
  },
  csrf_refused: {
    status: 403,
    title: t("请求来源不可信", "The origin of the request is not trusted", "요청 출처를 신뢰할 수 없습니다"),
    detail: t(
      "使用 Cookie 登录时，写操作须带请求头 x-huiyou-client: console，且来自同一站点。",
      "With a session cookie, writes need the header x-huiyou-client: console and the same origin.",
      "세션 쿠키로 쓰기를 할 때는 x-huiyou-client: console 헤더와 동일 출처가 필요합니다.",
    ),
  },
  not_found: {
    status: 404,
    title: t("没有找到", "Not found", "찾을 수 없습니다"),
    detail: t(
      "不存在，或不在你的数据范围内。",
      "It does not exist, or lies outside your data scope.",
      "존재하지 않거나 데이터 범위 밖에 있습니다.",
    ),
  },
  route_not_found: {
    status: 404,
    title: t("没有这个接口", "There is no such route", "해당 경로가 없습니다"),
    detail: t("请对照 /docs 检查网址。", "Compare the address with /docs.", "/docs에서 주소를 확인하세요."),
  },
  method_not_allowed: {
    status: 405,
    title: t("不支持这个方法", "Method not allowed", "허용되지 않는 메서드입니다"),
    detail: t("这个网址支持：{allow}。", "This address allows: {allow}.", "이 주소가 허용하는 메서드: {allow}."),
  },
  request_timeout: {
    status: 408,
    title: t("请求未能按时送达", "The request came too slowly", "요청이 제때 도착하지 않았습니다"),
    detail: t(
      "请求没有在规定时间内完整到达。",
      "The request did not arrive whole in time.",
      "요청이 제한 시간 안에 모두 도착하지 않았습니다.",
    ),
  },
  expectation_failed: {
    status: 417,
    title: t("不支持的 Expect", "The expectation cannot be met", "지원하지 않는 Expect입니다"),
    detail: t(
      "只支持 Expect: 100-continue。",
      "Only Expect: 100-continue is met.",
      "Expect: 100-continue만 지원합니다.",
    ),
  },
  headers_too_large: {
    status: 431,
    title: t("请求头过大", "The headers are too large", "헤더가 너무 큽니다"),
    detail: t("网址或请求头过长。", "The address or the headers are too long.", "주소 또는 헤더가 너무 깁니다."),
  },
  body_too_large: {
    status: 413,
    title: t("请求体过大", "The body is too large", "본문이 너무 큽니다"),
    detail: t(
      "最多 {limit_bytes} 字节，请分批发送。",
      "At most {limit_bytes} bytes; send it in parts.",
      "최대 {limit_bytes}바이트입니다. 나누어 보내세요.",
    ),
  },
  media_type_not_supported: {
    status: 415,
    title: t("不支持的内容类型", "Media type not supported", "지원하지 않는 미디어 형식입니다"),
    detail: t("请发送 application/json。", "Send application/json.", "application/json으로 보내세요."),
  },
  rate_limited: {
    status: 429,
    title: t("请求过于频繁", "Too many requests", "요청이 너무 많습니다"),
    detail: t(
      "请在 {retry_after_seconds} 秒后重试。",
      "Try again in {retry_after_seconds} seconds.",
      "{retry_after_seconds}초 후 다시 시도하세요.",
    ),
  },
  internal_error: {
    status: 500,
    title: t("服务器出错了", "Something went wrong on our side", "서버 오류가 발생했습니다"),
    detail: t(
      "我们已记录此问题。请把 request_id 告诉我们，稍后重试。",
      "It has been recorded. Quote the request_id, and try again later.",
      "문제가 기록되었습니다. request_id를 알려 주시고 잠시 후 다시 시도하세요.",
    ),
  },
  busy: {
    status: 503,
    title: t("系统繁忙", "Too much at once", "처리량이 많습니다"),
    detail: t(
      "同类请求正在排队，请稍后重试。",
      "Others of the same kind are being worked on; try again shortly.",
      "같은 종류의 요청이 처리 중입니다. 잠시 후 다시 시도하세요.",
    ),
  },
  unavailable: {
    status: 503,
    title: t("服务暂不可用", "Temporarily unavailable", "일시적으로 사용할 수 없습니다"),
    detail: t(
      "数据库暂时无法访问或服务正在重启，请稍后重试。",
      "The database cannot be reached or the service is restarting; try again shortly.",
      "데이터베이스에 연결할 수 없거나 재시작 중입니다. 잠시 후 다시 시도하세요.",
    ),
  },
});
