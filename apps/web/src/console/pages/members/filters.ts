import { useEffect, useEffectEvent, useState } from "react";
import { useSearchParams } from "react-router";
import type { MemberStatus } from "../../../api/contract.ts";

const NAMES = ["q", "tag", "unit_id", "owner_staff_id", "status"] as const;
type FilterName = (typeof NAMES)[number];
export type Filters = Record<Exclude<FilterName, "status">, string | undefined> & { status: MemberStatus | undefined };

/** The filters live in the URL, so a list can be bookmarked, sent and come back to. */
export function useFilters(onChange: () => void) {
  const [params, setParams] = useSearchParams();
  const read = (name: FilterName) => params.get(name) ?? undefined;
  const status = read("status");
  const filters: Filters = {
    q: read("q"),
    tag: read("tag"),
    unit_id: read("unit_id"),
    owner_staff_id: read("owner_staff_id"),
    status: status === "active" || status === "blocked" ? status : undefined,
  };
  const apply = (changes: Partial<Filters>) => {
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
  const clear = () => apply(Object.fromEntries(NAMES.map((name) => [name, undefined])));
  return { filters, apply, clear, any: NAMES.some((n) => filters[n]) };
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
