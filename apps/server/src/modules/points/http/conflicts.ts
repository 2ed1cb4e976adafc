import { z } from "zod";
import { route } from "../../../platform/http/route.ts";
import { wireId, wireIdOut } from "../../../platform/http/schema.ts";
import { AppError } from "../../../platform/kernel/errors.ts";
import { toWireId } from "../../../platform/kernel/ids.ts";
import { readMoment } from "../../org/index.ts";
import { pairsOf, RELATIONS } from "../domain/conflicts.ts";
import { asPolicyRule, draftOf, type Rule, type RuleVersion, standOf, statusOf } from "../domain/rule-state.ts";
import { getProgram } from "../program.ts";
import { listRules } from "../rules.ts";
import { RULE_STATUSES } from "./rule-schema.ts";

const zConflicts = z
  .object({
    rules: z.array(
      z.object({
        rule_id: wireIdOut("earning_rule"),
        version: z.int(),
        name: z.string(),
        kind: z.enum(["rate", "multiplier", "fixed"]),
        status: z.enum(RULE_STATUSES),
      }),
    ),
    pairs: z.array(
      z.object({
        a: wireIdOut("earning_rule"),
        b: wireIdOut("earning_rule"),
        relation: z.enum(RELATIONS),
        winner: wireIdOut("earning_rule").nullable(),
      }),
    ),
    counts: z.object({ never: z.int(), larger: z.int(), tie: z.int(), independent: z.int() }),
  })
  .meta({ id: "RuleConflicts" });

/** The versions to compare: what is live or scheduled, and the draft that was asked for in its rule's place. */
function chosen(
  rules: readonly Rule[],
  with_draft: string | undefined,
  now: Date,
): { rule: Rule; version: RuleVersion }[] {
  return rules.flatMap((rule) => {
    const draft = rule.rule_id === with_draft ? draftOf(rule) : undefined;
    if (rule.rule_id === with_draft && !draft) throw new AppError("rule_conflict", { status: "published" });
    const { current } = standOf(rule, now);
    if (draft) return [{ rule, version: draft }];
    return ["live", "scheduled"].includes(statusOf(current, now)) ? [{ rule, version: current }] : [];
  });
}

export const conflictsRoute = route({
  method: "GET",
  path: "/v1/points/rules/conflicts",
  summary: "Which rules can meet, and which of them then counts",
  tag: "points",
  access: { actors: ["staff", "api_key"], permission: "points:read" },
  query: z.strictObject({ with_draft: wireId("earning_rule").optional() }),
  response: { 200: zConflicts },
  errors: ["rule_not_found", "rule_conflict", "program_not_found"],
  handler: async ({ app, auth, query: { with_draft } }) => {
    const { directory, times } = await readMoment(app, auth.tenant_id);
    const [rules, program] = await app.database.read(auth.tenant_id, (db) =>
      Promise.all([listRules(db), getProgram(db)]),
    );
    if (with_draft !== undefined && !rules.some((rule) => rule.rule_id === with_draft))
      throw new AppError("rule_not_found");
    const versions = chosen(rules, with_draft, times.now);
    const pairs = pairsOf(
      versions.map(({ rule, version }) => asPolicyRule(rule, version, times.now)),
      program.stacking,
      (date) => directory.holidays.stateOf(date).state,
    );
    const count = (relation: (typeof RELATIONS)[number]) => pairs.filter((pair) => pair.relation === relation).length;
    const wire = (rule_id: string) => toWireId("earning_rule", rule_id);
    return {
      body: {
        rules: versions.map(({ rule, version }) => ({
          rule_id: wire(rule.rule_id),
          version: version.version,
          name: version.name,
          kind: version.definition.kind,
          status: statusOf(version, times.now),
        })),
        pairs: pairs.map(({ a, b, relation, winner }) => ({
          a: wire(a),
          b: wire(b),
          relation,
          winner: winner && wire(winner),
        })),
        counts: {
          never: count("never"),
          larger: count("larger"),
          tie: count("tie"),
          independent: count("independent"),
        },
      },
    };
  },
});
