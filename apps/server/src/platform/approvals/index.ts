import "./errors.ts";
import "./events.ts";
import { approvalRoutes } from "./http/approval-routes.ts";
import { delegationRoutes } from "./http/delegation-routes.ts";
import { ruleRoutes } from "./http/rule-routes.ts";

export { type Approval, lockApproval } from "./approval.ts";
export { zPending } from "./http/schema.ts";
export { showPending } from "./http/show.ts";
export { type Effect, type OperationContext, registerOperation } from "./operations.ts";
export { requestApproval } from "./request-approval.ts";
export { settleApproval } from "./settle-approval.ts";
export { exceeds, putApprovalRule, readApprovalRule } from "./rules.ts";
export const routes = [...approvalRoutes, ...ruleRoutes, ...delegationRoutes];
