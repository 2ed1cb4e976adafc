import { texts } from "../text.ts";

export const signIn = texts({
  title: ["登录运营台", "Sign in to the console", "운영 콘솔 로그인"],
  lead: [
    "山景区、乐园、博物馆、酒店与夜市，一本会员账。",
    "Parks, museums, hotels and night markets: one book of members.",
    "명승지, 테마파크, 박물관, 호텔, 야시장을 하나의 회원 장부로.",
  ],
  email: ["邮箱", "Email", "이메일"],
  password: ["密码", "Password", "비밀번호"],
  show: ["显示密码", "Show password", "비밀번호 표시"],
  submit: ["登录", "Sign in", "로그인"],
  email_wrong: [
    "邮箱格式不对，应像 name@example.com",
    "This is not an email address",
    "이메일 형식이 올바르지 않습니다",
  ],
  invalid_credentials: [
    "邮箱或密码不对。再试一次，或点“忘记密码”重设。",
    "Email or password is wrong. Try again, or use “Forgot password”.",
    "이메일 또는 비밀번호가 맞지 않습니다. 다시 시도하거나 ‘비밀번호 찾기’를 이용하세요.",
  ],
  locked_out: [
    "错了 5 次，为保护账号先锁定 15 分钟，之后再试。",
    "Five wrong attempts: the account is locked for 15 minutes. Try again later.",
    "5회 실패하여 15분간 잠겼습니다. 나중에 다시 시도하세요.",
  ],
  no_tenant: [
    "这个账号没有在用的员工身份，请联系管理员。",
    "This account has no active staff role. Ask an administrator.",
    "사용 중인 직원 자격이 없습니다. 관리자에게 문의하세요.",
  ],
  second_title: ["两步验证", "Two-step verification", "2단계 인증"],
  second_why: [
    "打开手机上的验证器，输入 6 位数字。没有手机时，用一个恢复码。",
    "Open the authenticator app on your phone and type the six digits. Without your phone, use a recovery code.",
    "휴대폰의 인증 앱을 열고 6자리 숫자를 입력하세요. 휴대폰이 없으면 복구 코드를 쓰세요.",
  ],
  code: ["验证码", "Code", "인증 코드"],
  code_refused: [
    "验证码不对或已用过。等下一个再试，并检查手机时间。",
    "The code is wrong or was used. Wait for the next one, and check your phone's clock.",
    "코드가 틀렸거나 이미 사용되었습니다. 다음 코드를 기다리고 휴대폰 시간을 확인하세요.",
  ],
  challenge_gone: [
    "等得太久，请重新登录。",
    "It took too long. Sign in again.",
    "시간이 지났습니다. 다시 로그인하세요.",
  ],
  verify: ["验证", "Verify", "확인"],
  to_sign_in: ["返回登录", "Back to sign-in", "로그인으로"],
  forgot: ["忘记密码？", "Forgot password?", "비밀번호를 잊으셨나요?"],
  forgot_title: ["重设密码", "Reset your password", "비밀번호 재설정"],
  forgot_why: [
    "输入登录邮箱，我们会发去一个 30 分钟内有效的链接。",
    "Enter your email. We will send a link valid for 30 minutes.",
    "로그인 이메일을 입력하면 30분간 유효한 링크를 보내 드립니다.",
  ],
  send_link: ["发送链接", "Send the link", "링크 보내기"],
  link_sent: [
    "如果这个邮箱有账号，链接已发出。请查收邮件。",
    "If this email has an account, the link is on its way. Check your mail.",
    "계정이 있는 이메일이라면 링크를 보냈습니다. 메일을 확인하세요.",
  ],
  new_password: ["新密码", "New password", "새 비밀번호"],
  set_password: ["设置新密码", "Set the new password", "새 비밀번호 설정"],
  password_set: [
    "新密码已生效，所有设备都已退出。请用新密码登录。",
    "Your new password is set and all devices are signed out. Sign in with it.",
    "새 비밀번호가 적용되었고 모든 기기에서 로그아웃되었습니다. 새 비밀번호로 로그인하세요.",
  ],
  link_gone: [
    "链接已用过或已过期，请重新获取。",
    "This link was already used or has expired. Request a new one.",
    "이미 사용했거나 만료된 링크입니다. 새로 요청하세요.",
  ],
  language: ["语言", "Language", "언어"],
});
