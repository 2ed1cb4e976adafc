import { Icon } from "./icon.tsx";

/** Opens what lies under a row; the row itself may be clicked too. */
export function Expander({ open, label, onToggle }: { open: boolean; label: string; onToggle: () => void }) {
  return (
    <button
      type="button"
      className="expander"
      aria-expanded={open}
      aria-label={label}
      onClick={(event) => {
        event.stopPropagation();
        onToggle();
      }}
    >
      <Icon name={open ? "down" : "right"} />
    </button>
  );
}
