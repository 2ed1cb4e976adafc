import type { ReactNode } from "react";

export type Mark = "live" | "plan" | "draft" | "warn" | "bad" | "off";

/** The shape says the state without its colour: square live, hollow planned, dashed draft, half filled wants a look, diamond failed, ring dormant. */
export const StateMark = ({ mark, children }: { mark: Mark; children: ReactNode }) => (
  <span className={`st ${mark}`}>{children}</span>
);

export type Wash = "az" | "ma" | "ci" | "ga" | "auto";

/** Paper and hairline by default; a pigment wash only for a result or a mode. */
export const Tag = ({ wash, children }: { wash?: Wash; children: ReactNode }) => (
  <span className={`tag ${wash ?? ""}`}>{children}</span>
);

/** A ruler instead of a progress bar; the words beside it carry the figures. */
export function Meter({ share, tone = "" }: { share: number; tone?: "" | "ma" | "ga" }) {
  return (
    <span className={`meter ${tone}`} aria-hidden="true">
      <i style={{ width: `${Math.max(0, Math.min(1, share)) * 100}%` }} />
    </span>
  );
}
