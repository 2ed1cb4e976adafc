import { toWireId } from "../../../platform/kernel/ids.ts";
import { permissionsOf } from "../domain/permissions.ts";
import type { StaffRow } from "../list-staff.ts";
import type { Post } from "../posts.ts";
import type { SessionRow } from "../sessions.ts";

const choice = (post: Post) => ({
  tenant_id: toWireId("tenant", post.tenant_id),
  name: post.tenant_name,
  mode: post.mode,
});

export function showSession(post: Post, posts: readonly Post[], must_set_up: boolean) {
  return {
    staff: { staff_id: toWireId("staff", post.staff_id), name: post.name, email: post.email },
    tenant: choice(post),
    tenants: posts.map(choice),
    role: post.role,
    permissions: [...permissionsOf(post.role)],
    scope: { unit_id: toWireId("org_unit", post.unit_id), name: post.unit_name, all: post.unit_kind === "group" },
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

export function showStaff(row: StaffRow) {
  return { ...row, staff_id: toWireId("staff", row.staff_id), unit_id: toWireId("org_unit", row.unit_id) };
}
