import type { Database } from "../../platform/db/pool.ts";
import type { SensitiveKind } from "../../platform/kernel/sensitive.ts";
import type { ScopeKind } from "./domain/role-templates.ts";

/** One person's place in one tenant. */
export interface Post {
  tenant_id: string;
  tenant_name: string;
  mode: "live" | "sandbox";
  staff_id: string;
  email: string;
  name: string;
  person_id: string;
  unit_id: string;
  unit_name: string;
  unit_kind: "group" | "company" | "venue" | "store";
  role_id: string;
  role_code: string;
  role_name: string;
  role_names: Record<string, string> | null;
  is_system: boolean;
  permissions: string[];
  masks: SensitiveKind[];
  scope_kind: ScopeKind;
}

/** Every active post of a person, over all tenants: the one used last first, sandboxes at the end. */
export async function listPosts(database: Database, person_id: string): Promise<Post[]> {
  return database.call<Post>({
    name: "list_posts",
    text: "select *, $1::uuid as person_id from access.list_posts($1)",
    values: [person_id],
  });
}

/** Whether the post demands a second factor that the person does not have. */
export async function lacksSecondFactor(database: Database, post: Post): Promise<boolean> {
  const [row] = await database.call<{ lacks: boolean }>({
    name: "lacks_second_factor",
    text: "select access.lacks_second_factor($1, $2, $3) as lacks",
    values: [post.tenant_id, post.person_id, post.role_code],
  });
  return row?.lacks ?? false;
}

/** Whether any active post of the person demands a second factor. */
export async function mustHaveSecondFactor(database: Database, person_id: string): Promise<boolean> {
  const [row] = await database.call<{ must: boolean }>({
    text: "select access.must_have_second_factor($1) as must",
    values: [person_id],
  });
  return row?.must ?? false;
}
