// What a new tenant's roles start from. A tenant's own rows decide afterwards; only the administrator stays as it is.
import type { SensitiveKind } from "../../../platform/kernel/sensitive.ts";
import type { Permission } from "./permissions.ts";

/** How far below the staff's unit a role reaches: all of it, the unit alone, or the people whom one looks after. */
export const SCOPE_KINDS = ["subtree", "own_unit", "own_customers"] as const;
export type ScopeKind = (typeof SCOPE_KINDS)[number];

export const TEMPLATE_CODES = [
  "hq_admin",
  "finance",
  "operations",
  "store_manager",
  "front_desk",
  "gate",
  "guide",
  "partner",
  "dpo",
  "auditor",
  "api",
] as const;
export type TemplateCode = (typeof TEMPLATE_CODES)[number];

export interface RoleTemplate {
  names: Readonly<Record<"zh-CN" | "en" | "ko", string>>;
  permissions: readonly Permission[];
  masks: readonly SensitiveKind[];
  scope_kind: ScopeKind;
}

const named = (zh: string, en: string, ko: string) => ({ "zh-CN": zh, en, ko });

/** Whoever serves people in person. */
const COUNTER: readonly Permission[] = [
  "members:read",
  "members:write",
  "members:identify",
  "points:read",
  "purchases:read",
  "purchases:write",
  "visits:read",
  "org:read",
];

export const ROLE_TEMPLATES: Readonly<Record<TemplateCode, RoleTemplate>> = {
  // Every permission there is, told apart by `is_system`: a permission of a later version is theirs as well.
  hq_admin: {
    names: named("集团管理员", "Group administrator", "그룹 관리자"),
    permissions: [],
    masks: [],
    scope_kind: "subtree",
  },
  finance: {
    names: named("财务", "Finance", "재무"),
    permissions: [
      "members:read",
      "points:read",
      "points:approve",
      "ledger:read",
      "purchases:read",
      "purchases:approve",
      "org:read",
      "approvals:read",
      "approvals:write",
      "audit:read",
      "jobs:read",
      "exports:write",
      "exports:approve",
      "insights:read",
    ],
    masks: ["phone", "id_number", "birthday"],
    scope_kind: "subtree",
  },
  operations: {
    names: named("运营", "Operations", "운영"),
    permissions: [
      "members:read",
      "members:write",
      "members:identify",
      "members:assign",
      "members:merge",
      "members:configure",
      "members:approve",
      "points:read",
      "points:write",
      "points:adjust",
      "rules:write",
      "purchases:read",
      "visits:read",
      "org:read",
      "messages:read",
      "channels:read",
      "devices:read",
      "approvals:read",
      "jobs:read",
      "jobs:write",
      "imports:write",
      "exports:write",
      "insights:read",
    ],
    masks: ["id_number"],
    scope_kind: "subtree",
  },
  store_manager: {
    names: named("门店经理", "Store manager", "매장 관리자"),
    permissions: [
      "members:read",
      "members:write",
      "members:identify",
      "members:assign",
      "members:merge",
      "members:approve",
      "points:read",
      "purchases:read",
      "purchases:write",
      "visits:read",
      "visits:write",
      "devices:read",
      "devices:write",
      "org:read",
      "jobs:read",
      "insights:read",
    ],
    masks: [],
    scope_kind: "subtree",
  },
  front_desk: {
    names: named("前台", "Front desk", "프런트"),
    permissions: COUNTER,
    masks: ["id_number", "birthday"],
    scope_kind: "own_unit",
  },
  gate: {
    names: named("检票", "Gate", "검표"),
    permissions: ["members:identify", "visits:read", "visits:write", "org:read"],
    masks: ["name", "phone", "id_number", "birthday", "amounts", "custom_fields"],
    scope_kind: "own_unit",
  },
  guide: {
    names: named("客户顾问", "Guide", "고객 담당"),
    permissions: COUNTER,
    masks: ["id_number"],
    scope_kind: "own_customers",
  },
  partner: {
    names: named("合作商户", "Partner", "제휴 업체"),
    permissions: ["members:identify", "points:read", "purchases:read", "purchases:write", "org:read"],
    masks: ["name", "phone", "id_number", "birthday", "custom_fields"],
    scope_kind: "own_unit",
  },
  dpo: {
    names: named("个人信息保护负责人", "Data protection officer", "개인정보 보호책임자"),
    permissions: [
      "members:read",
      "members:reveal",
      "org:read",
      "staff:read",
      "roles:read",
      "approvals:read",
      "approvals:write",
      "audit:read",
      "requests:read",
      "messages:read",
      "jobs:read",
      "exports:approve",
      "privacy:read",
      "privacy:write",
    ],
    masks: ["amounts"],
    scope_kind: "subtree",
  },
  auditor: {
    names: named("审计", "Auditor", "감사"),
    permissions: [
      "members:read",
      "points:read",
      "ledger:read",
      "purchases:read",
      "visits:read",
      "org:read",
      "staff:read",
      "roles:read",
      "approvals:read",
      "audit:read",
      "keys:read",
      "webhooks:read",
      "requests:read",
      "messages:read",
      "jobs:read",
      "privacy:read",
      "operations:read",
      "insights:read",
    ],
    masks: ["phone", "id_number", "birthday", "custom_fields"],
    scope_kind: "subtree",
  },
  api: {
    names: named("系统对接", "API", "API 연동"),
    permissions: [
      "members:read",
      "members:write",
      "members:identify",
      "points:read",
      "points:write",
      "purchases:read",
      "purchases:write",
      "visits:read",
      "visits:write",
      "org:read",
    ],
    masks: [],
    scope_kind: "subtree",
  },
};
