import { randomUUID } from "node:crypto";

/** Follows one request through log lines and answers. A UUID and not one of our ids: nobody may look it up. */
export function newRequestId(): string {
  return randomUUID();
}
