import "./http/exports.ts";
import "./errors.ts";
import "./names.ts";
import "./personal-data.ts";
import "./events.ts";
import "./refund-operation.ts";

export { askWhenLarge } from "./ask-when-large.ts";
export { commitPurchases } from "./commit-purchases.ts";
export { refundPurchase } from "./refund-purchase.ts";
export { routes } from "./http/routes.ts";
export { type CommitResult, type PurchaseCommand } from "./purchase-command.ts";
