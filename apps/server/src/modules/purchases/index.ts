import "./errors.ts";

export {
  commitPurchases,
  createPurchaseCommitter,
  WALLET_ASSET,
  type CommitResult,
  type PurchaseCommand,
  type PurchaseCommitter,
} from "./commit-purchases.ts";
export { routes } from "./http/routes.ts";
