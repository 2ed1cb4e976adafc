import { z } from "zod";
import { type Route, route } from "../../http/route.ts";
import { listApprovalRules, putApprovalRule } from "../rules.ts";
import { zRule, zRuleInput, zRulePath } from "./schema.ts";
import { showRule } from "./show.ts";

const list = route({
  method: "GET",
  path: "/v1/approval_rules",
  summary: "Which operations ask for a second person, and above what",
  tag: "approvals",
  access: { actors: ["staff"], permission: "approvals:read" },
  response: { 200: z.object({ data: z.array(zRule) }) },
  handler: async ({ app, auth, language }) => {
    const rules = await app.database.read(auth.tenant_id, listApprovalRules);
    return { body: { data: rules.map((rule) => showRule(rule, language)) } };
  },
});

const put = route({
  method: "PUT",
  path: "/v1/approval_rules/:kind",
  summary: "Change when an operation asks for a second person",
  description: "Requests that already wait keep their end.",
  tag: "approvals",
  access: { actors: ["staff"], permission: "approvals:write" },
  audit: ["approval_rule.updated"],
  params: zRulePath,
  body: zRuleInput,
  response: { 200: zRule },
  errors: ["not_found", "rule_kept_elsewhere", "version_conflict"],
  handler: async ({ app, auth, by, params, body, language }) => {
    const rule = await app.database.write(auth.tenant_id, (tx) =>
      putApprovalRule(tx, app.runtime, by, { ...params, ...body }),
    );
    return { body: showRule(rule, language) };
  },
});

export const ruleRoutes: Route[] = [list, put];
