import "./errors.ts";

export { commitPurchases } from "./commit-purchases.ts";
export { routes } from "./http/routes.ts";
export { WALLET_ASSET, type CommitResult, type PurchaseCommand } from "./purchase-command.ts";
