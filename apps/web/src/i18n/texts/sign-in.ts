import { texts } from "../text.ts";

export const signIn = texts({
  title: ["登录运营台", "Sign in to the console", "운영 콘솔 로그인"],
  lead: [
    "山景区、乐园、博物馆、酒店与夜市，一本会员账。",
    "Parks, museums, hotels and night markets: one book of members.",
    "명승지, 테마파크, 박물관, 호텔, 야시장을 하나의 회원 장부로.",
  ],
  email: ["邮箱", "E-mail", "이메일"],
  password: ["密码", "Password", "비밀번호"],
  show: ["显示密码", "Show password", "비밀번호 표시"],
  submit: ["登录", "Sign in", "로그인"],
  email_wrong: [
    "邮箱格式不对，应像 name@example.com",
    "This is not an e-mail address",
    "이메일 형식이 올바르지 않습니다",
  ],
  invalid_credentials: [
    "邮箱或密码不对。再试一次，或请管理员重设密码。",
    "E-mail or password is wrong. Try again, or ask an administrator to reset it.",
    "이메일 또는 비밀번호가 맞지 않습니다. 다시 시도하거나 관리자에게 재설정을 요청하세요.",
  ],
  locked_out: [
    "错了 5 次，为保护账号先锁定 15 分钟。之后再试，或请管理员重设密码。",
    "Five wrong attempts: the account is locked for 15 minutes. Try later, or ask an administrator to reset the password.",
    "5회 실패하여 15분간 잠겼습니다. 나중에 다시 시도하거나 관리자에게 비밀번호 재설정을 요청하세요.",
  ],
  language: ["语言", "Language", "언어"],
});
