import { useEffect, useEffectEvent, useState } from "react";
import { useSearchParams } from "react-router";
import type { Routes } from "../../../api/contract.ts";

type Query = NonNullable<Routes["GET /v1/members"]["query"]>;
export type MemberSort = NonNullable<Query["sort"]>;
export type FilterName = Exclude<keyof Query, "limit" | "cursor" | "sort">;
export type Filters = { [Name in FilterName]: string | undefined };

export const FILTER_NAMES = [
  "q",
  "identity",
  "tag",
  "tags_all",
  "tags_any",
  "tags_none",
  "tier",
  "unit_id",
  "status",
  "source",
  "sex",
  "owner_staff_id",
  "without_owner",
  "birthday_month",
  "joined_from",
  "joined_to",
  "last_visit_from",
  "last_visit_to",
  "no_visit_since",
  "last_purchase_from",
  "last_purchase_to",
  "no_purchase_since",
  "purchases_min",
  "purchases_max",
  "spent_min",
  "spent_max",
  "visits_min",
  "visits_max",
  "lifecycle",
  "completeness_min",
  "completeness_max",
  "fields",
] as const satisfies readonly FilterName[];

export const SORTS = ["-joined_at", "joined_at", "-last_visit", "-last_purchase"] as const;
const isSort = (text: string | null): text is MemberSort => SORTS.some((one) => one === text);

/** What the server reads of them: it answers what it cannot with words of its own, so texts are handed over as they are. */
export const asQuery = (filters: Filters): Partial<Omit<Query, "limit" | "cursor" | "sort">> =>
  Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));

/** The filters live in the URL, so a list can be bookmarked, sent and come back to. */
export function useFilters(onChange: () => void) {
  const [params, setParams] = useSearchParams();
  const filters = Object.fromEntries(FILTER_NAMES.map((name) => [name, params.get(name) ?? undefined])) as Filters;
  const asked = params.get("sort");
  const sort: MemberSort = isSort(asked) ? asked : "-joined_at";
  const view = params.get("view") ?? undefined;
  const set = (changes: Readonly<Record<string, string | undefined>>) => {
    onChange();
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        for (const [name, value] of Object.entries(changes)) {
          if (value) after.set(name, value);
          else after.delete(name);
        }
        after.delete("cursor");
        return after;
      },
      { replace: true },
    );
  };
  const apply = (changes: Partial<Filters>) => set(changes);
  const none = Object.fromEntries(FILTER_NAMES.map((name) => [name, undefined]));
  return {
    filters,
    sort,
    view,
    apply,
    order: (next: MemberSort) => set({ sort: next === "-joined_at" ? undefined : next }),
    clear: () => set(none),
    /** A view's own, in place of whatever was there. */
    open: (next: { view_id: string; filter: Record<string, string>; sort: string } | undefined) =>
      set({
        ...none,
        ...next?.filter,
        sort: next && next.sort !== "-joined_at" ? next.sort : undefined,
        view: next?.view_id,
      }),
    any: FILTER_NAMES.some((name) => filters[name] !== undefined),
  };
}

/** A field that is typed into at once and searched with a little later; an IME composition is not searched half-way. */
export function useTypedSearch(value: string | undefined, apply: (q: string | undefined) => void) {
  const [typed, setTyped] = useState(value ?? "");
  const [composing, setComposing] = useState(false);
  const search = useEffectEvent(apply);
  useEffect(() => setTyped(value ?? ""), [value]);
  useEffect(() => {
    const q = typed.trim() || undefined;
    if (composing || q === value) return;
    const timer = setTimeout(() => search(q), 250);
    return () => clearTimeout(timer);
  }, [typed, composing, value]);
  return {
    value: typed,
    onChange: (event: { target: { value: string } }) => setTyped(event.target.value),
    onCompositionStart: () => setComposing(true),
    onCompositionEnd: () => setComposing(false),
  };
}
