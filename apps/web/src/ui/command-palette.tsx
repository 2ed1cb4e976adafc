import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { Icon, type IconName } from "./icon.tsx";

export interface Command {
  id: string;
  icon: IconName;
  label: ReactNode;
  hint?: ReactNode;
  run: () => void;
}

export interface CommandGroup {
  label: string;
  commands: Command[];
}

interface Props {
  label: string;
  placeholder: string;
  query: string;
  onQuery: (query: string) => void;
  groups: CommandGroup[];
  /** Said when there is nothing to choose: searching, or nothing found. */
  note?: string | undefined;
  footer: ReactNode;
  onClose: () => void;
}

/** A combobox over everything: type, arrows, Enter, Esc. The focus stays in the field and returns to where it was. */
export function CommandPalette({ label, placeholder, query, onQuery, groups, note, footer, onClose }: Props) {
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const [at, setAt] = useState(0);
  const commands = groups.flatMap((g) => g.commands);
  const index = Math.min(at, Math.max(0, commands.length - 1));

  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    return () => before?.focus();
  }, []);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [index]);

  const choose = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move) setAt((index + move + commands.length) % Math.max(1, commands.length));
    else if (event.key === "Enter") choose(commands[index]);
    else if (event.key === "Escape") onClose();
    else if (event.key !== "Tab") return;
    event.preventDefault();
  };

  return (
    <div className="palette-scrim" onMouseDown={(e) => e.target === e.currentTarget && onClose()}>
      <div className="palette" role="dialog" aria-modal="true" aria-label={label} onKeyDown={onKeyDown}>
        <label>
          <Icon name="search" />
          <input
            autoFocus
            role="combobox"
            aria-expanded="true"
            aria-controls={id}
            aria-activedescendant={commands[index] ? `${id}-${index}` : undefined}
            aria-label={label}
            placeholder={placeholder}
            value={query}
            onChange={(e) => {
              onQuery(e.target.value);
              setAt(0);
            }}
          />
        </label>
        <ul role="listbox" id={id} ref={list} aria-label={label}>
          {groups.map((group) => (
            <li key={group.label} role="presentation">
              <p className="group">{group.label}</p>
              <ul role="group" aria-label={group.label}>
                {group.commands.map((command) => {
                  const i = commands.indexOf(command);
                  return (
                    <li
                      role="option"
                      key={command.id}
                      id={`${id}-${i}`}
                      aria-selected={i === index}
                      onMouseMove={() => setAt(i)}
                      onClick={() => choose(command)}
                    >
                      <Icon name={command.icon} />
                      <span className="cut">{command.label}</span>
                      <span className="end">{command.hint}</span>
                    </li>
                  );
                })}
              </ul>
            </li>
          ))}
          {note ? (
            <li className="group" role="presentation">
              {note}
            </li>
          ) : null}
        </ul>
        <footer>{footer}</footer>
      </div>
    </div>
  );
}
