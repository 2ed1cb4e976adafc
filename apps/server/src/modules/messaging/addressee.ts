import { blindIndex, blindIndexes } from "../../platform/crypto/mac.ts";
import type { Secrets } from "../../platform/crypto/secrets.ts";

export const ADDRESSEE = "message_to";

/** Finds what was sent to a number or address without reading it. */
export function addresseeOf(secrets: Secrets, tenant_id: string, to: string): Buffer {
  return blindIndex(secrets, tenant_id, ADDRESSEE, to);
}

export function addresseesOf(secrets: Secrets, tenant_id: string, to: string): Buffer[] {
  return blindIndexes(secrets, tenant_id, ADDRESSEE, to);
}
