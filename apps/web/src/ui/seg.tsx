import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef } from "react";

interface Choice<T extends string> {
  value: T;
  label: ReactNode;
}

function useArrows<T extends string>(choices: Choice<T>[], value: T, onChange: (value: T) => void) {
  const root = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (!step) return;
    event.preventDefault();
    const index = (choices.findIndex((c) => c.value === value) + step + choices.length) % choices.length;
    const next = choices[index];
    if (!next) return;
    onChange(next.value);
    root.current?.querySelectorAll<HTMLButtonElement>(":scope > button")[index]?.focus();
  };
  return { root, onKeyDown };
}

interface Props<T extends string> {
  label: string;
  choices: Choice<T>[];
  value: T;
  onChange: (value: T) => void;
}

/** 图|表 and the like: two or three ways to see one thing. */
export function Seg<T extends string>({ label, choices, value, onChange }: Props<T>) {
  const { root, onKeyDown } = useArrows(choices, value, onChange);
  return (
    <div className="seg" role="radiogroup" aria-label={label} ref={root} onKeyDown={onKeyDown}>
      {choices.map((c) => (
        <button
          type="button"
          role="radio"
          aria-checked={c.value === value}
          tabIndex={c.value === value ? 0 : -1}
          key={c.value}
          onClick={() => onChange(c.value)}
        >
          {c.label}
        </button>
      ))}
    </div>
  );
}

/** Where the row is wider than the screen, the chosen one is brought to its middle. */
function useChosenInSight(root: RefObject<HTMLDivElement | null>, value: string): void {
  useEffect(() => {
    const chosen = root.current?.querySelector('[aria-selected="true"]');
    if (!root.current || !chosen) return;
    const [row, tab] = [root.current.getBoundingClientRect(), chosen.getBoundingClientRect()];
    root.current.scrollBy({ left: tab.left + tab.width / 2 - (row.left + row.width / 2) });
  }, [root, value]);
}

export function Tabs<T extends string>({ label, choices, value, onChange, end }: Props<T> & { end?: ReactNode }) {
  const { root, onKeyDown } = useArrows(choices, value, onChange);
  useChosenInSight(root, value);
  return (
    <div className="tabs" role="tablist" aria-label={label} ref={root} onKeyDown={onKeyDown}>
      {choices.map((c) => (
        <button
          type="button"
          role="tab"
          aria-selected={c.value === value}
          tabIndex={c.value === value ? 0 : -1}
          key={c.value}
          onClick={() => onChange(c.value)}
        >
          {c.label}
        </button>
      ))}
      {end ? <span className="end s">{end}</span> : null}
    </div>
  );
}
