// Up to a thousand people from a system of the tenant's, with what they have in the tenant's own fields.
import type { Keyed } from "../../platform/crypto/secrets.ts";
import type { Tx } from "../../platform/db/pool.ts";
import type { FieldError, Language } from "../../platform/kernel/errors.ts";
import type { Reach } from "../../platform/kernel/reach.ts";
import { refreshCompleteness } from "./fields/completeness.ts";
import { type FieldInput, readSystemFields } from "./fields/field-input.ts";
import { listFields } from "./fields/list-fields.ts";
import { setFieldValues } from "./fields/values.ts";
import { type BulkMember, type BulkResult, registerMembersBulk } from "./register-members-bulk.ts";

export interface Line {
  member: BulkMember;
  fields: FieldInput["given"];
}
/** `errors`: what the line says of fields cannot be. */
export type LineResult = BulkResult | { status: "failed"; errors: FieldError[] };

/** A line whose fields cannot be registers nobody; whoever is known already is left as they are. */
export async function registerLines(
  tx: Tx,
  app: Keyed,
  lines: readonly Line[],
  { reach, language }: { reach: Reach; language: Language },
): Promise<LineResult[]> {
  const fields = lines.some((line) => line.fields !== undefined) ? await listFields(tx) : [];
  const read = lines.map(({ member, fields: given }, index) => ({
    member,
    ...readSystemFields(fields, { given, base: `/members/${index}/fields`, language }),
  }));
  const valid = read.flatMap((line) => ("change" in line ? [line] : []));
  const registered = await registerMembersBulk(
    tx,
    app,
    valid.map(({ member }) => member),
    reach,
  );
  const filled = valid.flatMap(({ change }, index) => {
    const result = registered[index];
    return change.size > 0 && result?.status === "created" ? [{ member_id: result.member_id, change }] : [];
  });
  await setFieldValues(tx, app, filled);
  if (filled.length > 0) {
    await refreshCompleteness(
      tx,
      filled.map(({ member_id }) => member_id),
    );
  }
  const results = registered.values();
  return read.map((line): LineResult => {
    if ("errors" in line) return { status: "failed", errors: line.errors };
    // One result for each line that was given.
    return results.next().value as BulkResult;
  });
}
