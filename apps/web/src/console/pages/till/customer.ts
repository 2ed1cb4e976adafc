import { api, ApiError } from "../../../api/client.ts";
import type { IdentifiedMember } from "../../../api/contract.ts";
import type { Identifier, Possession } from "../identifier.ts";

export interface Customer {
  hit: IdentifiedMember;
  /** The code or phone they showed, where the member belongs to a store outside our data scope. */
  shown: Possession | undefined;
}

async function inScope(member_id: string): Promise<boolean> {
  try {
    await api.call("GET /v1/members/{member_id}", { path: { member_id } });
    return true;
  } catch (error) {
    if (error instanceof ApiError && (error.status === 404 || error.status === 403)) return false;
    throw error;
  }
}

/** A member of our own scope is named by id from here on: a code would run out while the lines are typed. */
export async function identifyCustomer(by: Identifier, wholeGroup: boolean): Promise<Customer> {
  const hit = await api.call("POST /v1/members/identify", { body: by });
  const shown = wholeGroup || "card_no" in by || (await inScope(hit.member_id)) ? undefined : by;
  return { hit, shown };
}
