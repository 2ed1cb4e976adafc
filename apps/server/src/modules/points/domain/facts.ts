// What the condition trees of the rules are asked about.
import type { Facts, Group } from "../../rules/index.ts";
import type { EarningLine, EarningRequest } from "./earning.ts";
import type { PolicyDocument } from "./policy.ts";

function sharedFacts({ inputs }: EarningRequest): Facts {
  return {
    venue_id: inputs.venue_id,
    channel: inputs.channel,
    business_date: inputs.business_date,
    local_time: inputs.local_time,
    weekday: inputs.weekday,
    holiday: inputs.holiday.state,
    tier_code: inputs.tier?.code ?? null,
    ...(inputs.tag_ids === null ? {} : { tag_id: inputs.tag_ids }),
    is_birthday: inputs.birthday?.today ?? null,
    is_birthday_month: inputs.birthday?.month ?? null,
  };
}

/** Of each line, in order. */
export function lineFacts(request: EarningRequest): Facts[] {
  const shared = sharedFacts(request);
  const purchase_fen = request.lines.reduce((sum, line) => sum + line.amount_fen, 0);
  return request.lines.map((line: EarningLine) => ({
    ...shared,
    business_type: line.business_type,
    item_code: line.item_code,
    category: line.category,
    payment_method: line.payments.map((payment) => payment.method),
    amount_fen: line.amount_fen,
    purchase_fen,
    quantity: line.quantity,
    behaviour: null,
    subject: null,
    streak_days: null,
  }));
}

export function behaviourFacts(request: EarningRequest): Facts {
  const { inputs } = request;
  return {
    ...sharedFacts(request),
    business_type: null,
    item_code: null,
    category: null,
    payment_method: [],
    amount_fen: null,
    purchase_fen: null,
    quantity: inputs.quantity ?? 1,
    behaviour: inputs.behaviour ?? null,
    subject: inputs.subject ?? null,
    streak_days: inputs.streak_days ?? null,
  };
}

/** What sales of passes and top-ups earn: nothing, unless a rule names them. */
const EARN_NOTHING: readonly string[] = ["pass", "top_up"];
export const earnsNothing = (business_type: string | null) =>
  business_type !== null && EARN_NOTHING.includes(business_type);

/** Whether a condition asks for this business type by name. */
export function namesBusinessType(tree: Group, business_type: string): boolean {
  return tree.rules.some((node) => {
    if ("rules" in node) return namesBusinessType(node, business_type);
    if (node.field !== "business_type") return false;
    if (node.operator !== "=" && node.operator !== "in") return false;
    return Array.isArray(node.value) ? node.value.includes(business_type) : node.value === business_type;
  });
}

/** Which facts about members the rules of a policy ask for: what none asks for is not read. */
export interface FactNeeds {
  tags: boolean;
  birthday: boolean;
  /** Rules that count what they have given. */
  limited: readonly string[];
  groups: boolean;
  monthly: boolean;
  budgets: readonly string[];
}

const needs = new WeakMap<PolicyDocument, FactNeeds>();

export function needsOf(document: PolicyDocument): FactNeeds {
  let known = needs.get(document);
  if (!known) {
    known = readNeeds(document);
    needs.set(document, known);
  }
  return known;
}

function readNeeds({ rules, programs }: PolicyDocument): FactNeeds {
  const fields = new Set(rules.flatMap(({ definition }) => [...fieldsOf(definition.conditions)]));
  const limited = rules.filter(({ definition: { limits } }) => limits && Object.keys(limits).length > 0);
  return {
    tags: fields.has("tag_id"),
    birthday: fields.has("is_birthday") || fields.has("is_birthday_month"),
    limited: [...new Set(limited.map((rule) => rule.rule_id))],
    groups: rules.some((rule) => rule.definition.stack_group) || programs.some((program) => program.stack_group),
    monthly: programs.some((program) => program.monthly_cap !== null),
    budgets: [...new Set(limited.filter((rule) => rule.definition.limits?.budget).map((rule) => rule.rule_id))].sort(),
  };
}

function fieldsOf(tree: Group): Set<string> {
  return new Set(tree.rules.flatMap((node) => ("rules" in node ? [...fieldsOf(node)] : [node.field])));
}
