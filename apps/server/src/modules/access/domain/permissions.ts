export const PERMISSIONS = [
  "members:read",
  "members:write",
  "members:identify",
  "members:assign",
  "members:merge",
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
  "devices:read",
  "devices:write",
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
  "channels:read",
  "channels:write",
  "insights:read",
  "clock:write",
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const KNOWN: ReadonlySet<string> = new Set(PERMISSIONS);

/** What a role grants. The administrator's grants whatever there is; a permission that no longer exists grants nothing. */
export function permissionsOf(role: { is_system: boolean; permissions: readonly string[] }): ReadonlySet<Permission> {
  if (role.is_system) return KNOWN as ReadonlySet<Permission>;
  return new Set(role.permissions.filter((one) => KNOWN.has(one)) as Permission[]);
}
