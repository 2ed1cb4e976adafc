import { registerErrors } from "../../platform/kernel/errors.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });

registerErrors({
  account_limit: {
    status: 422,
    title: t("微信账号已达上限", "There are enough accounts", "위챗 계정 수가 한도에 도달했습니다"),
    detail: t(
      "每个租户最多 {maximum} 个微信账号，请先删除不用的。",
      "A tenant has {maximum} accounts at most. Delete one that is not used.",
      "테넌트당 최대 {maximum}개입니다. 사용하지 않는 것을 삭제하세요.",
    ),
  },
  wechat_app_taken: {
    status: 409,
    title: t("该 AppID 已添加", "This app is there already", "이미 추가된 AppID입니다"),
    detail: t("AppID「{app_id}」已经添加过。", "{app_id} is there already.", "{app_id}은(는) 이미 추가되었습니다."),
  },
  wechat_address_refused: {
    status: 422,
    title: t("地址不可用", "The address cannot be used", "사용할 수 없는 주소입니다"),
    detail: t(
      "请填写公网 https 地址，通常是 https://api.weixin.qq.com。",
      "Give a public https address, usually https://api.weixin.qq.com.",
      "공개 https 주소를 입력하세요. 보통 https://api.weixin.qq.com입니다.",
    ),
  },
  callback_refused: {
    status: 403,
    title: t("签名不正确", "The signature is wrong", "서명이 올바르지 않습니다"),
    detail: t(
      "这条消息不是该账号的微信服务器发来的，或已过时。",
      "This was not told by WeChat for this account, or too long ago.",
      "이 계정의 위챗 서버가 보낸 메시지가 아니거나 너무 오래되었습니다.",
    ),
  },
  wechat_code_invalid: {
    status: 422,
    title: t("微信登录已失效", "The WeChat code is not good", "위챗 로그인 코드가 올바르지 않습니다"),
    detail: t("请重新点一次微信登录。", "Sign in with WeChat once more.", "위챗 로그인을 다시 시도하세요."),
  },
  wechat_code_used: {
    status: 422,
    title: t("微信登录已使用过", "The WeChat code was used", "이미 사용된 위챗 로그인 코드입니다"),
    detail: t(
      "一次登录只能用一次，请重新点一次微信登录。",
      "A code works once. Sign in with WeChat once more.",
      "코드는 한 번만 사용할 수 있습니다. 다시 로그인하세요.",
    ),
  },
  wechat_busy: {
    status: 429,
    title: t("微信正忙", "WeChat is busy", "위챗이 혼잡합니다"),
    detail: t("请稍等几秒再试。", "Try again in a few seconds.", "몇 초 후 다시 시도하세요."),
  },
  wechat_user_blocked: {
    status: 422,
    title: t("微信暂不允许该用户登录", "WeChat does not let this person in", "위챗에서 로그인을 제한한 사용자입니다"),
    detail: t(
      "微信认为该账号有风险。请用手机号和验证码登录。",
      "WeChat sees a risk. Sign in with a phone number and a code.",
      "위챗이 위험 계정으로 판단했습니다. 전화번호와 인증번호로 로그인하세요.",
    ),
  },
  wechat_unavailable: {
    status: 503,
    title: t("微信暂时不可用", "WeChat cannot be reached", "위챗을 사용할 수 없습니다"),
    detail: t(
      "请用手机号和验证码登录，或稍后再试。",
      "Sign in with a phone number and a code, or try later.",
      "전화번호와 인증번호로 로그인하거나 나중에 다시 시도하세요.",
    ),
  },
  wechat_app_unknown: {
    status: 422,
    title: t("没有这个微信应用", "There is no such WeChat app", "없는 위챗 앱입니다"),
    detail: t(
      "该 AppID 未在本集团登记，或已停用。",
      "This app is not known here, or it is paused.",
      "등록되지 않았거나 중지된 AppID입니다.",
    ),
  },
  phone_required: {
    status: 422,
    title: t("请绑定手机号", "A phone number is needed", "전화번호가 필요합니다"),
    detail: t(
      "首次使用请授权手机号，或用短信验证码验证。",
      "The first time, share your phone number or prove it with a code.",
      "처음 이용 시 전화번호를 공유하거나 인증번호로 확인하세요.",
    ),
  },
  wechat_phone_refused: {
    status: 422,
    title: t("手机号授权无效", "The phone number was not shared", "전화번호 공유가 유효하지 않습니다"),
    detail: t("请重新点一次手机号按钮。", "Press the phone button once more.", "전화번호 버튼을 다시 눌러 주세요."),
  },
  wechat_not_official: {
    status: 422,
    title: t("需要公众号", "An official account is needed", "공식 계정이 필요합니다"),
    detail: t(
      "带参数的关注二维码只能由公众号生成。",
      "Only an official account makes codes that bring followers.",
      "팔로우 QR 코드는 공식 계정에서만 만들 수 있습니다.",
    ),
  },
});
