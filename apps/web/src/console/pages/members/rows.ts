import { useState } from "react";
import { useKeys } from "../../../ui/keys.ts";

interface Options {
  ids: string[];
  onOpen: (id: string) => void;
  /** T tags, E exports: what is selected. */
  onTag: () => void;
  onExport: () => void;
}

/** J/K move, X selects, Enter opens, T tags, E exports, Esc lets go. */
export function useRowKeys({ ids, onOpen, onTag, onExport }: Options) {
  const [current, setCurrent] = useState<string>();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    setSelected(next);
  };
  const move = (step: number) => {
    const at = current ? ids.indexOf(current) : -1;
    const next = ids[Math.max(0, Math.min(ids.length - 1, at < 0 ? 0 : at + step))];
    setCurrent(next);
    if (next) document.querySelector(`tr[data-key="${CSS.escape(next)}"]`)?.scrollIntoView({ block: "nearest" });
  };
  const clear = () => setSelected(new Set());
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    x: () => current && toggle(current),
    t: () => selected.size > 0 && onTag(),
    e: () => selected.size > 0 && onExport(),
    Escape: () => (selected.size > 0 ? clear() : setCurrent(undefined)),
    Enter: () => {
      const inRow = document.activeElement?.matches("a, button, tr, input");
      if (current && !inRow) onOpen(current);
    },
  });
  const all = ids.length > 0 && ids.every((id) => selected.has(id));
  return { current, selected, toggle, clear, all, toggleAll: () => setSelected(all ? new Set() : new Set(ids)) };
}
