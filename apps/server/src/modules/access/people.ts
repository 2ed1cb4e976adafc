import type { Database, Db, Tx } from "../../platform/db/pool.ts";
import { present } from "../../platform/kernel/assert.ts";

export interface Person {
  person_id: string;
  email: string;
  password_hash: string;
  password_changed_at: Date;
}

/** The person behind a post of the tenant. */
export async function getPerson(db: Db, staff_id: string): Promise<Person> {
  const [person] = await db.query<Person>({
    name: "person_of_staff",
    text: "select * from access.person_of_staff($1, $2)",
    values: [db.tenant_id, staff_id],
  });
  return present(person, "a person behind the staff");
}

export async function findPerson(
  database: Database,
  email: string,
): Promise<{ person_id: string; password_hash: string } | undefined> {
  const [person] = await database.call<{ person_id: string; password_hash: string }>({
    name: "find_person",
    text: "select person_id, password_hash from access.find_person($1)",
    values: [email],
  });
  return person;
}

export async function setPassword(tx: Tx, person_id: string, password_hash: string, now: Date): Promise<void> {
  await tx.query({ text: "select access.set_password($1, $2, $3)", values: [person_id, password_hash, now] });
}

/** Ends a person's sessions in every tenant, but for one that may stay. Answers which they were. */
export async function endSessionsOfPerson(
  tx: Tx,
  person_id: string,
  keep_session_id: string | null,
  now: Date,
): Promise<string[]> {
  const rows = await tx.query<{ session_id: string }>({
    text: "select session_id from access.end_sessions_of_person($1, $2, $3) as session_id",
    values: [person_id, keep_session_id, now],
  });
  return rows.map((row) => row.session_id);
}
