import type { PolicyRule, RuleDefinition } from "./policy.ts";

export type RuleStatus = "draft" | "scheduled" | "live" | "retired";

export interface RuleVersion {
  version: number;
  status: "draft" | "published";
  edit_no: number;
  name: string;
  definition: RuleDefinition;
  valid_from: Date | null;
  valid_until: Date | null;
  published_at: Date | null;
}

export interface Rule {
  rule_id: string;
  created_at: Date;
  /** Newest first; never empty. */
  versions: RuleVersion[];
}

/** Of a version at an instant of the tenant's time. */
export function statusOf(version: RuleVersion, now: Date): RuleStatus {
  if (version.status === "draft" || version.valid_from === null) return "draft";
  if (version.valid_until !== null && version.valid_until <= (version.valid_from > now ? version.valid_from : now))
    return "retired";
  return version.valid_from <= now ? "live" : "scheduled";
}

const ORDER: readonly RuleStatus[] = ["live", "scheduled", "draft", "retired"];

/** What counts of a rule now, and what comes next. */
export function standOf(rule: Rule, now: Date): { current: RuleVersion; next: RuleVersion | null } {
  const ranked = [...rule.versions].sort(
    (a, b) => ORDER.indexOf(statusOf(a, now)) - ORDER.indexOf(statusOf(b, now)) || b.version - a.version,
  );
  const [current, ...others] = ranked;
  if (!current) throw new Error("a rule has at least one version");
  const next = others.find((version) => ["scheduled", "draft"].includes(statusOf(version, now)));
  return { current, next: next ?? null };
}

export const draftOf = (rule: Rule) => rule.versions.find((version) => version.status === "draft");

/** A version as if it were published: a draft from `from` on. */
export function asPolicyRule(rule: Rule, version: RuleVersion, from: Date): PolicyRule {
  return {
    rule_id: rule.rule_id,
    version: version.version,
    name: version.name,
    definition: version.definition,
    valid_from: (version.valid_from ?? from).toISOString(),
    valid_until: version.valid_until?.toISOString() ?? null,
  };
}
