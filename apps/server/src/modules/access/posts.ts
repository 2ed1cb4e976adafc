import type { Database } from "../../platform/db/pool.ts";
import type { Role } from "./domain/permissions.ts";

/** One person's place in one tenant. */
export interface Post {
  tenant_id: string;
  tenant_name: string;
  mode: "live" | "sandbox";
  staff_id: string;
  email: string;
  name: string;
  role: Role;
  unit_id: string;
  unit_name: string;
  unit_kind: "group" | "company" | "venue" | "store";
}

/** Every active post of a person, over all tenants, the one used last first. */
export async function listPosts(database: Database, person_id: string): Promise<Post[]> {
  return database.call<Post>({
    name: "list_posts",
    text: "select * from access.list_posts($1)",
    values: [person_id],
  });
}
