import { sql_builder } from "../../platform/db/builder.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { present } from "../../platform/kernel/assert.ts";
import type { Runtime } from "../../platform/kernel/runtime.ts";
import { normalizeEmail } from "./domain/emails.ts";
import { hashPassword } from "../../platform/crypto/password.ts";
import { roleByCode } from "./roles.ts";

export interface NewStaff {
  email: string;
  /** Set for a new person; somebody known from another tenant keeps theirs. */
  password: string;
  name: string;
  /** The code of a role: one of the templates', or one of the tenant's own. */
  role: string;
  /** Top of the subtree whose data they see. */
  unit_id: string;
}

/** @throws staff_exists · not_found for a role the tenant has not */
export async function createStaff(tx: Tx, runtime: Runtime, input: NewStaff): Promise<{ staff_id: string }> {
  const email = normalizeEmail(input.email);
  const created_at = runtime.clock.now();
  const [person] = await tx.query<{ person_id: string }>({
    name: "ensure_person",
    text: "select access.ensure_person($1, $2, $3, $4) as person_id",
    values: [runtime.ids.next(), email, await hashPassword(input.password), created_at],
  });
  const { role_id } = await roleByCode(tx, runtime, input.role);
  const staff_id = runtime.ids.next();
  await tx.run(
    sql_builder.insertInto("access.staff").values({
      tenant_id: tx.tenant_id,
      staff_id,
      person_id: present(person, "person").person_id,
      email,
      name: input.name,
      role_id,
      unit_id: input.unit_id,
      created_at,
    }),
  );
  return { staff_id };
}
