import { hash as digest } from "node:crypto";

/** The account of an owner and asset: a UUIDv8 over both, the same as ledger.account_id in the database. */
export function accountId(owner_id: string, asset: string): string {
  const hash = digest("md5", `${owner_id} ${asset}`);
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20)}`;
}

/** The sides of the book that are nobody's: value comes from them and goes to them, without limit. */
const SYSTEM_OWNERS = {
  issued: "00000000-0000-8000-8000-000000000001",
  redeemed: "00000000-0000-8000-8000-000000000002",
  expired: "00000000-0000-8000-8000-000000000003",
  settlement: "00000000-0000-8000-8000-000000000004",
  void: "00000000-0000-8000-8000-000000000005",
} as const;
export type SystemOwner = keyof typeof SYSTEM_OWNERS;

export function systemOwnerId(name: SystemOwner): string {
  return SYSTEM_OWNERS[name];
}

/** The system side behind an owner id, if it is one. */
export function systemOwnerOf(owner_id: string): SystemOwner | undefined {
  return (Object.keys(SYSTEM_OWNERS) as SystemOwner[]).find((name) => SYSTEM_OWNERS[name] === owner_id);
}

const DEBT = ".debt";

/** What an owner owes of an asset is an account of its own, beside the asset's. */
export const debtOf = (asset: string): string => asset + DEBT;
export const isDebt = (asset: string): boolean => asset.endsWith(DEBT);
