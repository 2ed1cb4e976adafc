import type { z } from "zod";
import { changes } from "../../../platform/audit/changes.ts";
import { recordAudit } from "../../../platform/audit/record-audit.ts";
import { type Route, route } from "../../../platform/http/route.ts";
import { fieldText } from "../../../platform/i18n/field-texts.ts";
import { startJob } from "../../../platform/jobs/jobs.ts";
import { AppError, type FieldError, type Language } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import {
  type CompletenessPolicy,
  type Item,
  putCompletenessPolicy,
  readCompletenessPolicy,
} from "../fields/completeness.ts";
import { COMPLETENESS_JOB } from "../fields/completeness-job.ts";
import { zPolicy, zPolicyIn, zPolicyPut } from "./field-schema.ts";
import { showItem } from "./show-fields.ts";

const show = ({ version, items }: CompletenessPolicy, language: Language) => ({
  version,
  items: items.map(showItem(language)),
});

const weightsIn = ({ items }: CompletenessPolicy): Record<Item, number> =>
  Object.fromEntries(items.map(({ item, weight }) => [item, weight]));

const policy = route({
  method: "GET",
  path: "/v1/profile_completeness",
  summary: "What counts towards a whole profile, and how much",
  tag: "members",
  access: { actors: ["staff", "api_key"], permission: "members:read" },
  response: { 200: zPolicy },
  handler: async ({ app, auth, language }) => ({
    body: show(await app.database.read(auth.tenant_id, readCompletenessPolicy), language),
  }),
});

/** @throws invalid_request with a pointer at an item that there is not, or at all of them where nothing would count */
function readWeights(
  { items }: z.output<typeof zPolicyIn>,
  before: CompletenessPolicy,
  language: Language,
): Record<Item, number> {
  const known = before.items.map(({ item }) => item);
  const errors = items.flatMap(({ item }, index): FieldError[] => {
    const is_twice = items.findIndex((one) => one.item === item) < index;
    if (known.includes(item) && !is_twice) return [];
    const code = is_twice ? "item_twice" : "not_allowed";
    const detail = fieldText(language, code, { values: known.join(", ") });
    return [{ pointer: `/items/${index}/item`, code, detail }];
  });
  const weights = { ...weightsIn(before), ...Object.fromEntries(items.map(({ item, weight }) => [item, weight])) };
  if (errors.length === 0 && Object.values(weights).every((weight) => weight === 0))
    errors.push({ pointer: "/items", code: "nothing_counts", detail: fieldText(language, "nothing_counts") });
  if (errors.length > 0) throw new AppError("invalid_request", {}, errors);
  return weights;
}

const policyChange = route({
  method: "PUT",
  path: "/v1/profile_completeness",
  summary: "Set how much each part of a profile counts; a job reckons everybody's anew",
  tag: "members",
  access: { actors: ["staff", "api_key"], permission: "members:configure" },
  audit: ["profile_completeness.updated"],
  body: zPolicyIn,
  response: { 200: zPolicyPut },
  errors: ["version_conflict"],
  handler: async ({ app, auth, body, by, language }) => {
    const answer = await app.database.write(auth.tenant_id, async (tx) => {
      const before = await readCompletenessPolicy(tx);
      const weights = readWeights(body, before, language);
      await putCompletenessPolicy(tx, app.runtime, { version: body.version, weights });
      const subject = { kind: "tenant", id: auth.tenant_id } as const;
      const told = changes(weightsIn(before), weights);
      await recordAudit(tx, app.runtime, by, { action: "profile_completeness.updated", subject, ...told });
      const job_id = await startJob(tx, app, { kind: COMPLETENESS_JOB, input: null, by, scope: auth.scope });
      return { ...show(await readCompletenessPolicy(tx), language), job_id: toWireId("job", job_id) };
    });
    return { body: answer };
  },
});

export const completenessRoutes: Route[] = [policy, policyChange];
