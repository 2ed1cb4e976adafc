import type { ReactNode } from "react";
import { useText } from "../../i18n/language.ts";
import { everyday } from "../../i18n/texts/everyday.ts";
import { Icon } from "../../ui/icon.tsx";
import type { Cursor } from "./cursor.ts";

export function Pager({
  cursor,
  following,
  children,
}: {
  cursor: Cursor;
  following: string | null | undefined;
  children?: ReactNode;
}) {
  const t = useText(everyday);
  return (
    <span style={{ display: "inline-flex", alignItems: "center", marginLeft: "auto" }}>
      {children ? <span className="s mut nw">{children}</span> : null}
      <button
        type="button"
        className="tool"
        aria-label={t("previous_page")}
        disabled={cursor.cursor === undefined}
        onClick={cursor.back}
      >
        <Icon name="left" />
      </button>
      <button
        type="button"
        className="tool"
        aria-label={t("next_page")}
        disabled={!following}
        onClick={() => following && cursor.next(following)}
      >
        <Icon name="right" />
      </button>
    </span>
  );
}

/** Under a list that has more than one page. */
export function FootPager({ cursor, following }: { cursor: Cursor; following: string | null | undefined }) {
  if (!following && cursor.cursor === undefined) return null;
  return (
    <div className="foot-pager">
      <Pager cursor={cursor} following={following} />
    </div>
  );
}
