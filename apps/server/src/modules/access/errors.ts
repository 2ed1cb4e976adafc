import { registerConstraints } from "../../platform/db/pool.ts";
import { registerErrors } from "../../platform/kernel/errors.ts";

registerErrors({
  invalid_credentials: {
    status: 401,
    title: {
      "zh-CN": "邮箱或密码不正确",
      en: "E-mail or password is wrong",
      ko: "이메일 또는 비밀번호가 올바르지 않습니다",
    },
    detail: {
      "zh-CN": "请检查后重试。15 分钟内输错 5 次将暂时锁定。",
      en: "Check them and try again. Five wrong attempts within 15 minutes lock the account for a while.",
      ko: "확인 후 다시 시도하세요. 15분 안에 5번 틀리면 잠시 잠깁니다.",
    },
  },
  locked_out: {
    status: 429,
    title: { "zh-CN": "登录已暂时锁定", en: "Signing in is locked for a while", ko: "로그인이 잠시 잠겼습니다" },
    detail: {
      "zh-CN": "错误次数过多，请在 {retry_after_minutes} 分钟后重试。",
      en: "Too many wrong attempts. Try again in {retry_after_minutes} minutes.",
      ko: "잘못된 시도가 너무 많습니다. {retry_after_minutes}분 후 다시 시도하세요.",
    },
  },
  no_tenant: {
    status: 403,
    title: { "zh-CN": "账号未加入任何租户", en: "The account belongs to no tenant", ko: "소속된 테넌트가 없습니다" },
    detail: {
      "zh-CN": "请联系管理员恢复你的员工身份。",
      en: "Ask an administrator to restore your access.",
      ko: "관리자에게 권한 복구를 요청하세요.",
    },
  },
  staff_exists: {
    status: 409,
    title: { "zh-CN": "员工已存在", en: "This person is staff already", ko: "이미 등록된 직원입니다" },
    detail: {
      "zh-CN": "这个邮箱在本租户已有员工身份。",
      en: "This e-mail already belongs to a member of staff of the tenant.",
      ko: "이 이메일은 이미 이 테넌트의 직원입니다.",
    },
  },
  key_beyond_own_rights: {
    status: 403,
    title: {
      "zh-CN": "超出你自己的权限",
      en: "Beyond your own rights",
      ko: "본인 권한을 넘습니다",
    },
    detail: {
      "zh-CN": "不能授予自己没有的权限：{permissions}。",
      en: "You cannot grant what you do not have: {permissions}.",
      ko: "가지고 있지 않은 권한은 부여할 수 없습니다: {permissions}.",
    },
  },
  key_expiry_past: {
    status: 422,
    title: { "zh-CN": "到期时间已过", en: "The expiry is in the past", ko: "만료 시각이 이미 지났습니다" },
    detail: {
      "zh-CN": "请填写将来的到期时间，或留空表示长期有效。",
      en: "Give a time to come, or none for a key without an end.",
      ko: "미래의 시각을 입력하거나, 만료가 없으면 비워 두세요.",
    },
  },
  key_revoked: {
    status: 409,
    title: { "zh-CN": "密钥已吊销", en: "The key is revoked", ko: "폐기된 키입니다" },
    detail: {
      "zh-CN": "已吊销的密钥不能再改，请新建一个。",
      en: "A revoked key cannot be changed. Create another.",
      ko: "폐기된 키는 변경할 수 없습니다. 새로 만드세요.",
    },
  },
});

registerConstraints({ staff_person_key: "staff_exists" });
