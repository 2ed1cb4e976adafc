export const PERMISSIONS = [
  "members:read",
  "members:write",
  "members:identify",
  "points:read",
  "points:write",
  "points:adjust",
  "points:approve",
  "rules:write",
  "ledger:read",
  "ledger:write",
  "purchases:read",
  "purchases:write",
  "visits:read",
  "visits:write",
  "org:read",
  "org:write",
  "staff:read",
  "staff:write",
  "roles:read",
  "roles:write",
  "approvals:read",
  "approvals:write",
  "audit:read",
  "keys:read",
  "keys:write",
  "webhooks:read",
  "webhooks:write",
  "requests:read",
  "jobs:read",
  "jobs:write",
  "imports:write",
  "exports:write",
  "exports:approve",
  "purchases:approve",
  "members:reveal",
  "privacy:read",
  "privacy:write",
  "sandboxes:write",
  "operations:read",
  "messages:read",
  "insights:read",
  "clock:write",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

export type Role = "hq_admin" | "store_manager";

const ROLES: Record<Role, ReadonlySet<Permission>> = {
  hq_admin: new Set(PERMISSIONS),
  store_manager: new Set<Permission>([
    "members:read",
    "members:write",
    "members:identify",
    "points:read",
    "purchases:read",
    "purchases:write",
    "visits:read",
    "visits:write",
    "org:read",
    "insights:read",
  ]),
};

export function permissionsOf(role: Role): ReadonlySet<Permission> {
  return ROLES[role];
}
