import { toWireId } from "../../../platform/kernel/ids.ts";
import type { Language } from "../../../platform/kernel/errors.ts";
import { permissionsOf } from "../domain/permissions.ts";
import type { StaffRow } from "../list-staff.ts";
import type { Post } from "../posts.ts";
import type { SessionRow } from "../sessions.ts";
import { showRoleName } from "./show-role.ts";

const choice = (post: Post) => ({
  tenant_id: toWireId("tenant", post.tenant_id),
  name: post.tenant_name,
  mode: post.mode,
});

const roleOf = (row: { role_id: string; role_code: string; role_name: string; role_names: unknown }) => ({
  role_id: row.role_id,
  code: row.role_code,
  name: row.role_name,
  // Written by this room: names by language.
  names: row.role_names as Record<string, string> | null,
});

interface Shown {
  must_set_up: boolean;
  language: Language;
}

export function showSession(post: Post, posts: readonly Post[], { must_set_up, language }: Shown) {
  return {
    staff: { staff_id: toWireId("staff", post.staff_id), name: post.name, email: post.email },
    tenant: choice(post),
    tenants: posts.map(choice),
    role: showRoleName(roleOf(post), language),
    permissions: [...permissionsOf(post)],
    masks: [...post.masks],
    scope: {
      unit_id: toWireId("org_unit", post.unit_id),
      name: post.unit_name,
      all: post.scope_kind === "subtree" && post.unit_kind === "group",
      kind: post.scope_kind,
    },
    totp_setup_required: must_set_up,
  };
}

export function showSessionItem(row: SessionRow, current_id: string | undefined) {
  return {
    session_id: toWireId("session", row.session_id),
    created_at: row.created_at.toISOString(),
    last_seen_at: row.last_seen_at.toISOString(),
    user_agent: row.user_agent,
    current: row.session_id === current_id,
  };
}

export function showStaff(language: Language) {
  return ({ role_id, role_code, role_name, role_names, ...row }: StaffRow) => ({
    ...row,
    staff_id: toWireId("staff", row.staff_id),
    unit_id: toWireId("org_unit", row.unit_id),
    role: showRoleName(roleOf({ role_id, role_code, role_name, role_names }), language),
    last_seen_at: row.last_seen_at && row.last_seen_at.toISOString(),
  });
}
