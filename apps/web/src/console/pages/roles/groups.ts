import type { Permission } from "../../../api/contract.ts";
import type { PlainKey } from "../../../i18n/text.ts";
import type { permissionGroups } from "../../../i18n/texts/permissions.ts";

export interface PermissionGroup {
  key: PlainKey<typeof permissionGroups>;
  rooms: readonly string[];
}

const GROUPS: readonly PermissionGroup[] = [
  { key: "members", rooms: ["members"] },
  { key: "points", rooms: ["points", "rules"] },
  { key: "money", rooms: ["purchases", "ledger", "insights"] },
  { key: "places", rooms: ["visits", "org", "devices"] },
  { key: "people", rooms: ["staff", "roles"] },
  { key: "trust", rooms: ["approvals", "audit", "privacy"] },
  { key: "integration", rooms: ["keys", "webhooks", "requests", "messages", "channels"] },
];

const roomOf = (permission: string) => permission.split(":")[0] ?? "";

/** Every permission once, beside those of its kind; one that no group names stands with the last. */
export function groupPermissions(all: readonly Permission[]): { key: PermissionGroup["key"]; list: Permission[] }[] {
  const named = new Set(GROUPS.flatMap((group) => group.rooms));
  return [
    ...GROUPS.map(({ key, rooms }) => ({ key, list: all.filter((one) => rooms.includes(roomOf(one))) })),
    { key: "work" as const, list: all.filter((one) => !named.has(roomOf(one))) },
  ].filter((group) => group.list.length > 0);
}
