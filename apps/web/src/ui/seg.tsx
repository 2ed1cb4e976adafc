import { type KeyboardEvent, type ReactNode, useRef } from "react";

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

export function Tabs<T extends string>({ label, choices, value, onChange, end }: Props<T> & { end?: ReactNode }) {
  const { root, onKeyDown } = useArrows(choices, value, onChange);
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
