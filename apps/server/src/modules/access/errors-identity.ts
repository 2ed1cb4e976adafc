import { registerFieldTexts } from "../../platform/i18n/field-texts.ts";
import { registerErrors } from "../../platform/kernel/errors.ts";

const t = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });

/** Passwords, second factors and links in mails. */
registerErrors({
  challenge_gone: {
    status: 401,
    title: t("登录已超时", "The sign-in took too long", "로그인 시간이 지났습니다"),
    detail: t(
      "请从邮箱和密码重新开始。",
      "Start again with e-mail and password.",
      "이메일과 비밀번호부터 다시 시작하세요.",
    ),
  },
  staff_code_wrong: {
    status: 422,
    title: t("手机号或验证码不正确", "Phone or code is wrong", "휴대폰 번호 또는 인증번호가 올바르지 않습니다"),
    detail: t(
      "请核对手机号和 6 位验证码；验证码 5 分钟内有效。不是员工手机号的不会收到短信。",
      "Check the phone and the six digits; a code lives five minutes. Only staff phones get one.",
      "휴대폰 번호와 6자리 인증번호를 확인하세요. 인증번호는 5분간 유효하며 직원 번호로만 발송됩니다.",
    ),
  },
  staff_code_too_soon: {
    status: 429,
    title: t("验证码发送过于频繁", "Too many codes", "인증번호 요청이 너무 잦습니다"),
    detail: t(
      "请在 {retry_after_seconds} 秒后再获取。",
      "Ask for another in {retry_after_seconds} seconds.",
      "{retry_after_seconds}초 후에 다시 요청하세요.",
    ),
  },
  phone_of_other_staff: {
    status: 409,
    title: t("手机号已被使用", "The phone is taken", "이미 사용 중인 휴대폰 번호입니다"),
    detail: t(
      "另一位在职员工使用这个手机号登录。",
      "Another active colleague signs in with this phone.",
      "재직 중인 다른 직원이 이 번호로 로그인합니다.",
    ),
  },
  password_wrong: {
    status: 422,
    title: t("当前密码不正确", "The present password is wrong", "현재 비밀번호가 올바르지 않습니다"),
    detail: t(
      "请重新输入当前密码。15 分钟内输错 5 次将暂时锁定。",
      "Type the password you have now. Five wrong attempts within 15 minutes lock the account for a while.",
      "현재 비밀번호를 다시 입력하세요. 15분 안에 5번 틀리면 잠시 잠깁니다.",
    ),
  },
  code_refused: {
    status: 422,
    title: t("验证码不正确", "The code is not right", "인증 코드가 올바르지 않습니다"),
    detail: t(
      "验证码只能用一次，请等待下一个，并检查手机时间是否准确。",
      "A code works once: wait for the next one, and check that your phone's clock is right.",
      "코드는 한 번만 쓸 수 있습니다. 다음 코드를 기다리고 휴대폰 시간이 맞는지 확인하세요.",
    ),
  },
  link_gone: {
    status: 404,
    title: t("链接已失效", "The link no longer works", "링크가 만료되었습니다"),
    detail: t(
      "链接只能用一次且有时限，请重新获取。",
      "A link works once and for a limited time. Ask for a new one.",
      "링크는 한 번만, 정해진 시간 동안만 쓸 수 있습니다. 새로 요청하세요.",
    ),
  },
  invitation_open: {
    status: 409,
    title: t("已经邀请过", "Invited already", "이미 초대했습니다"),
    detail: t(
      "这个邮箱有一份未接受的邀请，可重新发送或撤回。",
      "This e-mail has an open invitation. Send it again or take it back.",
      "이 이메일에 수락 대기 중인 초대가 있습니다. 다시 보내거나 취소하세요.",
    ),
  },
  invitation_closed: {
    status: 409,
    title: t("邀请已结束", "The invitation is closed", "종료된 초대입니다"),
    detail: t("它已被接受或撤回。", "It was accepted or taken back.", "이미 수락되었거나 취소되었습니다."),
  },
  totp_on: {
    status: 409,
    title: t("两步验证已启用", "The second step is already on", "2단계 인증이 이미 켜져 있습니다"),
    detail: t(
      "要换手机，请先停用再重新设置。",
      "To change phones, turn it off and set it up again.",
      "휴대폰을 바꾸려면 끈 뒤 다시 설정하세요.",
    ),
  },
  totp_off: {
    status: 409,
    title: t("两步验证未启用", "The second step is not on", "2단계 인증이 켜져 있지 않습니다"),
    detail: t("请先开始设置。", "Start setting it up first.", "먼저 설정을 시작하세요."),
  },
  totp_required: {
    status: 409,
    title: t("不能停用两步验证", "The second step cannot be turned off", "2단계 인증을 끌 수 없습니다"),
    detail: t(
      "你的角色要求两步验证。要换手机，请让管理员重置。",
      "Your role demands it. To change phones, ask an administrator to reset it.",
      "해당 역할에 필요합니다. 휴대폰을 바꾸려면 관리자에게 초기화를 요청하세요.",
    ),
  },
  works_elsewhere: {
    status: 409,
    title: t("此人还在其他租户任职", "This person works elsewhere as well", "다른 테넌트에서도 일하는 사람입니다"),
    detail: t(
      "重置会影响其他租户，请由本人用恢复码登录后自行更换。",
      "A reset would weaken the other tenants too. They can sign in with a recovery code and change it themselves.",
      "초기화하면 다른 테넌트에도 영향을 줍니다. 본인이 복구 코드로 로그인해 직접 바꿔야 합니다.",
    ),
  },
  password_too_short: {
    status: 400,
    title: t("密码太短", "The password is too short", "비밀번호가 너무 짧습니다"),
    detail: t(
      "至少 {min} 个字符。一句话比一串符号更好记。",
      "At least {min} characters. A sentence is easier to remember than signs.",
      "{min}자 이상이어야 합니다. 기호보다 문장이 외우기 쉽습니다.",
    ),
  },
  password_common: {
    status: 400,
    title: t("密码太常见", "The password is too common", "너무 흔한 비밀번호입니다"),
    detail: t(
      "这是人们最先猜的密码之一，请换一个。",
      "It is one of those that are guessed first. Choose another.",
      "가장 먼저 추측되는 비밀번호입니다. 다른 것을 고르세요.",
    ),
  },
  password_has_email: {
    status: 400,
    title: t("密码里有邮箱", "The password contains your e-mail", "비밀번호에 이메일이 들어 있습니다"),
    detail: t(
      "密码不能是邮箱或其中的名字。",
      "It must not be your e-mail or the name in it.",
      "이메일이나 그 이름은 쓸 수 없습니다.",
    ),
  },
});

registerFieldTexts({
  role_unknown: t(
    "没有这个角色，请填角色名称或编码",
    "No such role: give its name or code",
    "없는 역할입니다. 역할 이름이나 코드를 입력하세요",
  ),
});
