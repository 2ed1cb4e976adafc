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
  beyond_own_rights: {
    status: 403,
    title: { "zh-CN": "超出你自己的权限", en: "Beyond your own rights", ko: "본인 권한을 넘습니다" },
    detail: {
      "zh-CN": "你不能授予或修改自己没有的权限：{beyond}。请由权限更高的同事操作。",
      en: "You can neither grant nor change what you do not have yourself: {beyond}. Ask a colleague with more rights.",
      ko: "본인에게 없는 권한은 부여하거나 변경할 수 없습니다: {beyond}. 권한이 더 많은 동료에게 요청하세요.",
    },
  },
  own_role: {
    status: 403,
    title: { "zh-CN": "不能修改自己的权限", en: "Not your own rights", ko: "본인 권한은 변경할 수 없습니다" },
    detail: {
      "zh-CN": "自己的角色、组织和状态由其他管理员修改。",
      en: "Your own role, unit and status are changed by another administrator.",
      ko: "본인의 역할, 조직, 상태는 다른 관리자가 변경합니다.",
    },
  },
  last_admin: {
    status: 409,
    title: { "zh-CN": "这是最后一位管理员", en: "The last administrator", ko: "마지막 관리자입니다" },
    detail: {
      "zh-CN": "请先让另一位员工成为集团管理员，再修改这一位。",
      en: "Make somebody else group administrator first.",
      ko: "먼저 다른 직원을 그룹 관리자로 지정하세요.",
    },
  },
  role_fixed: {
    status: 409,
    title: { "zh-CN": "系统角色不能修改", en: "This role is fixed", ko: "고정된 역할입니다" },
    detail: {
      "zh-CN": "集团管理员始终拥有全部权限。需要不同权限时，请新建角色。",
      en: "The group administrator always has every permission. Create another role for other rights.",
      ko: "그룹 관리자는 항상 모든 권한을 가집니다. 다른 권한이 필요하면 새 역할을 만드세요.",
    },
  },
  role_in_use: {
    status: 409,
    title: { "zh-CN": "角色仍在使用", en: "Somebody holds this role", ko: "사용 중인 역할입니다" },
    detail: {
      "zh-CN": "请先给持有它的员工（含已停用的）换成其他角色。",
      en: "Give whoever holds it, disabled ones too, another role first.",
      ko: "먼저 이 역할의 직원(비활성 포함)에게 다른 역할을 지정하세요.",
    },
  },
  role_taken: {
    status: 409,
    title: { "zh-CN": "角色代码已存在", en: "The role's code is taken", ko: "이미 있는 역할 코드입니다" },
    detail: {
      "zh-CN": "请换一个代码。已归档角色的代码也不能再用。",
      en: "Choose another code. Those of archived roles stay taken.",
      ko: "다른 코드를 사용하세요. 보관된 역할의 코드도 다시 쓸 수 없습니다.",
    },
  },
});

registerConstraints({ staff_person_key: "staff_exists", role_code_key: "role_taken" });
