import { useState } from "react";
import type { MemberView } from "../../../api/contract.ts";

export type ListColumn = MemberView["columns"][number];

export const LIST_COLUMNS: readonly ListColumn[] = [
  "phone",
  "card",
  "tier",
  "tags",
  "unit",
  "owner",
  "source",
  "last_visit",
  "last_purchase",
  "points",
  "wallet",
  "lifecycle",
  "completeness",
  "joined",
  "state",
];
export const USUAL_COLUMNS: readonly ListColumn[] = [
  "phone",
  "tier",
  "tags",
  "unit",
  "last_visit",
  "last_purchase",
  "points",
  "wallet",
  "lifecycle",
  "state",
];

const STORED = "huiyou.members.columns";

function stored(): readonly ListColumn[] {
  const kept = (localStorage.getItem(STORED) ?? "").split(",");
  const known = LIST_COLUMNS.filter((column) => kept.includes(column));
  return known.length > 0 ? known : USUAL_COLUMNS;
}

/** One's own choice of columns, on this machine; a view brings its own along. */
export function useListColumns(view: MemberView | undefined) {
  const [own, setOwn] = useState(stored);
  const [changed, setChanged] = useState<{ view_id: string | undefined; columns: readonly ListColumn[] }>();
  const of_view = view && view.columns.length > 0 ? view.columns : undefined;
  const shown = changed && changed.view_id === view?.view_id ? changed.columns : (of_view ?? own);
  const choose = (columns: readonly ListColumn[]) => {
    const ordered = LIST_COLUMNS.filter((column) => columns.includes(column));
    setChanged({ view_id: view?.view_id, columns: ordered });
    if (view) return;
    setOwn(ordered);
    localStorage.setItem(STORED, ordered.join(","));
  };
  return { shown, choose };
}
