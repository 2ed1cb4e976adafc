import { svgUrl } from "./data-url.ts";

const drawn = (shape: string) =>
  svgUrl(
    136,
    136,
    `<g fill="none" stroke="#FFFFFF" stroke-width="10" stroke-linecap="butt" stroke-linejoin="miter">${shape}</g>`,
  );

/** A circle with a tick, an octagon with a bar: told apart without colour. */
export const VERDICT_MARKS = {
  ok: drawn('<circle cx="68" cy="68" r="63"/><path d="m38 70 21 21 40-44"/>'),
  no: drawn('<path d="M42 5h52l37 37v52l-37 37H42L5 94V42zM38 68h60"/>'),
} as const;
