import type { Screen, Visit } from "./api.ts";

/** What somebody came for: each is a tile. */
export const WISHES = ["points", "family", "visits", "join", "card", "phone"] as const;
export type Wish = (typeof WISHES)[number];
export const TABS = ["points", "family", "visits"] as const;
export type Tab = (typeof TABS)[number];

export type View =
  | { at: "attract" }
  | { at: "home" }
  | { at: "identify"; wish: Wish }
  | { at: "sheet"; tab: Tab }
  | { at: "bind"; what: "card" | "phone" };

/** Everything that is known of whoever stands here. It lives in this one place, and goes as one. */
export interface Session {
  view: View;
  visit?: Visit;
  /** Said once above what they asked for: that they have joined, that a card is theirs. */
  notice?: string;
}

export const NOBODY: Session = { view: { at: "attract" } };

/** Where somebody goes who has said what they want and who they are. */
export function viewFor(wish: Wish): View {
  if (wish === "card" || wish === "phone") return { at: "bind", what: wish };
  return { at: "sheet", tab: wish === "join" ? "points" : wish };
}

/** What staff are told of where somebody was stuck. */
export function screenOf({ view }: Session): Screen {
  return view.at === "identify" && view.wish === "join" ? "register" : view.at;
}
