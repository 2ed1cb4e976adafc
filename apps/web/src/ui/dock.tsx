import { createContext, type KeyboardEvent, type ReactNode, useContext, useEffect, useRef } from "react";
import { createPortal } from "react-dom";
import { Icon } from "./icon.tsx";

/** Where the shell keeps the room beside the page; null until it is drawn. */
export const DockSlot = createContext<HTMLElement | null>(null);

interface Props {
  title: string;
  /** Beside the title: what the dock is about. */
  note?: ReactNode;
  closeLabel: string;
  onClose: () => void;
  footer?: ReactNode;
  children: ReactNode;
}

/** Jobs, try-out, inspector: one at a time. It pushes the page; on narrow screens it lies over it. Esc closes. */
export function Dock({ title, note, closeLabel, onClose, footer, children }: Props) {
  const slot = useContext(DockSlot);
  const root = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!slot) return;
    const before = document.activeElement as HTMLElement | null;
    root.current?.focus({ preventScroll: true });
    return () => {
      if (before?.isConnected) before.focus({ preventScroll: true });
    };
  }, [slot]);
  const onKeyDown = (event: KeyboardEvent) => {
    // An open list inside a field closes first.
    if (event.key !== "Escape" || event.defaultPrevented || document.querySelector(OPEN_LIST)) return;
    event.stopPropagation();
    onClose();
  };
  if (!slot) return null;
  return createPortal(
    <aside className="dock" aria-label={title} ref={root} tabIndex={-1} onKeyDown={onKeyDown}>
      <header>
        <h2>{title}</h2>
        {note}
        <div className="end">
          <button type="button" className="tool" aria-label={closeLabel} onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
      </header>
      <div className="dock__body">{children}</div>
      {footer ? <footer>{footer}</footer> : null}
    </aside>,
    slot,
  );
}

const OPEN_LIST =
  ".ant-select-dropdown:not(.ant-select-dropdown-hidden), .ant-picker-dropdown:not(.ant-picker-dropdown-hidden), .ant-modal-wrap:not([style*='display: none'])";
