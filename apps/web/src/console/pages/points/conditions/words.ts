import { useMemo } from "react";
import type { Condition, ConditionGroup } from "../../../../api/points.ts";
import { useApi } from "../../../../api/query.ts";
import { useMay } from "../../../../api/session.ts";
import { yuan } from "../../../../i18n/format.ts";
import { useLanguage, useText } from "../../../../i18n/language.ts";
import { type Language, lookup, type Texts } from "../../../../i18n/text.ts";
import {
  behaviours,
  channels,
  conditions,
  fields,
  holidayStates,
  memberLanguages,
  memberSources,
  operators,
  sexes,
  weekdays,
} from "../../../../i18n/texts/conditions.ts";
import { businessTypes, paymentMethods } from "../../../../i18n/texts/everyday.ts";
import { stages } from "../../../../i18n/texts/tags.ts";
import { useScope } from "../../../shell/scope.tsx";
import { useUnitOptions } from "../../units.ts";
import { useTiers } from "../tiers.ts";
import { useCustomFields } from "./custom.ts";

export type Group = ConditionGroup;
export const isGroup = (node: ConditionGroup | Condition): node is ConditionGroup => "rules" in node;

/** Codes that are looked up in a dictionary; what it does not know is shown as it is written. */
const NAMED: Record<string, Texts> = {
  business_type: businessTypes,
  payment_method: paymentMethods,
  channel: channels,
  behaviour: behaviours,
  holiday: holidayStates,
  weekday: weekdays,
  lifecycle: stages,
  sex: sexes,
  source: memberSources,
  language: memberLanguages,
};

/** Names behind ids and codes, for lists and for sentences. */
export function useNames(): Record<string, { value: string; label: string }[]> {
  const language = useLanguage();
  const may = useMay();
  const { venues } = useScope();
  const tags = useApi("GET /v1/tags", {}, { enabled: may("members:read") }).data?.data;
  const tiers = useTiers();
  const units = useUnitOptions();
  const { options } = useCustomFields();
  return useMemo(() => {
    const named = Object.entries(NAMED).map(([field, dictionary]) => [
      field,
      Object.keys(dictionary).map((value) => ({ value, label: lookup(dictionary, value, language) ?? value })),
    ]);
    return {
      ...Object.fromEntries(named),
      venue_id: venues.map((v) => ({ value: v.venue_id, label: v.name })),
      tag_id: (tags ?? []).map((t) => ({ value: t.tag_id, label: t.name })),
      manual_tag_id: (tags ?? []).filter((t) => t.kind === "manual").map((t) => ({ value: t.tag_id, label: t.name })),
      home_unit_id: units.map(({ value, label }) => ({ value, label })),
      tier_code: tiers.map((t) => ({ value: t.code, label: t.name })),
      ...options,
    };
  }, [language, venues, tags, tiers, units, options]);
}

const listSeparator: Record<Language, string> = { "zh-CN": "、", en: ", ", ko: ", " };

/** 云岫博物馆 needs no 场馆 before it: the value says which field it is of. */
const SPEAKS_FOR_ITSELF = new Set([
  "venue_id",
  "business_type",
  "tier_code",
  "weekday",
  "local_time",
  "holiday",
  "payment_method",
  "behaviour",
]);
const PLAIN = new Set(["=", "in", "contains", "between"]);

/** 2, 3, 4, 5 is Tuesday to Friday. */
const isRun = (field: string, values: unknown[]): boolean =>
  field === "weekday" &&
  values.length > 2 &&
  values.every((v, i) => i === 0 || Number(v) === Number(values[i - 1]) + 1);

/** Conditions and their values in words. */
export function useConditionWords() {
  const t = useText(conditions);
  const language = useLanguage();
  const names = useNames();
  const { labels } = useCustomFields();
  return useMemo(() => {
    const nameOf = (field: string) => labels[field] ?? lookup(fields, field, language) ?? field;
    const one = (field: string, value: unknown): string => {
      if (value === null || value === undefined) return t("absent");
      if (typeof value === "boolean") return t(value ? "yes" : "no");
      if (typeof value === "number" && field.endsWith("_fen")) return yuan(value);
      if (value === "unknown" && field === "holiday") return lookup(holidayStates, "unknown", language) ?? value;
      if (typeof value !== "string" && typeof value !== "number") return t("absent");
      return names[field]?.find((n) => n.value === String(value))?.label ?? String(value);
    };
    const span = (field: string, from: unknown, to: unknown) =>
      field === "local_time"
        ? `${String(from)}–${String(to)}`
        : t("range", { from: one(field, from), to: one(field, to) });
    const value = (field: string, given: unknown, operator = ""): string => {
      if (!Array.isArray(given)) return one(field, given);
      const values = given as unknown[];
      if (/between/i.test(operator)) return span(field, values[0], values.at(-1));
      if (isRun(field, values)) return t("run", { from: one(field, values[0]), to: one(field, values.at(-1)) });
      return values.map((v) => one(field, v)).join(listSeparator[language]) || t("absent");
    };
    const leaf = (c: Condition, brief = false): string => {
      const field = nameOf(c.field);
      if (c.value === true) return field;
      const said = value(c.field, c.value, c.operator);
      if (PLAIN.has(c.operator) && c.value !== false)
        return brief && SPEAKS_FOR_ITSELF.has(c.field) ? said : `${field} ${said}`;
      if (c.operator === "multiple_of") return t("multiple", { field, value: said });
      return t("leaf", { field, operator: lookup(operators, c.operator, language) ?? c.operator, value: said });
    };
    const tree = (group: Group, inner = false): string => {
      const joint = language === "zh-CN" ? `，${t(group.combinator)}` : ` ${t(group.combinator)} `;
      const comma = group.combinator === "and" ? (language === "zh-CN" ? "，" : ", ") : joint;
      const parts = group.rules.map((r) => (isGroup(r) ? tree(r, true) : leaf(r, true)));
      const joined = parts.join(comma);
      if (group.not) return t("not_prefix", { what: joined });
      if (!inner || parts.length < 2) return joined;
      return language === "zh-CN" ? `（${joined}）` : `(${joined})`;
    };
    return {
      field: nameOf,
      value,
      leaf: (c: Condition) => leaf(c),
      /** Undefined: there is no condition. */
      tree: (group: Group): string | undefined => (group.rules.length === 0 ? undefined : tree(group)),
    };
  }, [t, language, names, labels]);
}
