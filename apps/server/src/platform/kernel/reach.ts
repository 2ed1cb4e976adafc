// How far a caller's hand reaches: which places, and of the people which.

/** The customers one person looks after, and nobody else. */
export interface OwnCustomers {
  readonly staff_id: string;
}

export interface Reach {
  /** Unit ids whose places, tills and gates the caller sees; `all` is the whole tenant. */
  readonly scope: "all" | readonly string[];
  /** `all`: the members whose home lies in the scope. Otherwise only those in somebody's own care, wherever their home is. */
  readonly customers: "all" | OwnCustomers;
}

/** For what is done in nobody's name, or in the member's own. */
export const EVERYBODY: Reach = { scope: "all", customers: "all" };

/** Whether a unit lies within. */
export function reachesUnit({ scope }: Pick<Reach, "scope">, unit_id: string): boolean {
  return scope === "all" || scope.includes(unit_id);
}

/** Whether somebody is looked after by this owner; anybody is for whoever is not bound to their own customers. */
export function isOwnCustomer({ customers }: Reach, owner_staff_id: string | null): boolean {
  return customers === "all" || owner_staff_id === customers.staff_id;
}

interface MemberPlace {
  home_unit_id: string;
  owner_staff_id: string | null;
}

export function reachesMember(reach: Reach, member: MemberPlace): boolean {
  return reach.customers === "all"
    ? reachesUnit(reach, member.home_unit_id)
    : isOwnCustomer(reach, member.owner_staff_id);
}

/** What both reach. */
export function narrower(a: Reach, b: Reach): Reach {
  const customers = a.customers === "all" ? b.customers : a.customers;
  if (a.scope === "all") return { scope: b.scope, customers };
  const { scope } = b;
  return { scope: scope === "all" ? a.scope : a.scope.filter((unit_id) => scope.includes(unit_id)), customers };
}

/** The two parameters every statement about members asks by: `unit_ids` null is every home, `owner_staff_id` null every owner. */
export function memberParams({ scope, customers }: Reach): {
  unit_ids: string[] | null;
  owner_staff_id: string | null;
} {
  if (customers !== "all") return { unit_ids: null, owner_staff_id: customers.staff_id };
  return { unit_ids: scope === "all" ? null : [...scope], owner_staff_id: null };
}

/** Equal for callers who see the same. */
export function reachKey({ scope, customers }: Reach): string {
  if (customers !== "all") return customers.staff_id;
  return scope === "all" ? "all" : scope.join(" ");
}
