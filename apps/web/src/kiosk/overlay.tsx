import { createContext, type ReactNode, useContext, useEffect, useRef } from "react";

export type Layer = "language" | "call";

export const OverlayContext = createContext<{ open(layer: Layer): void } | undefined>(undefined);

export function useOverlay() {
  const found = useContext(OverlayContext);
  if (!found) throw new Error("used outside the floor");
  return found;
}

interface Props {
  label: string;
  urgent?: boolean;
  children: ReactNode;
}

/** One thing to answer, above everything else; what lies below cannot be touched or reached by keys. */
export function Sheet({ label, urgent = false, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className={`sheet ${urgent ? "sheet--urgent" : ""}`}
      role={urgent ? "alertdialog" : "dialog"}
      aria-label={label}
      onCancel={(event) => event.preventDefault()}
    >
      {children}
    </dialog>
  );
}
