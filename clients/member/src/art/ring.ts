import { svgUrl } from "./data-url.ts";

/** A rounded square, clockwise from the middle of its top edge. */
const SQUARE = "M120 2H218A20 20 0 0 1 238 22V218A20 20 0 0 1 218 238H22A20 20 0 0 1 2 218V22A20 20 0 0 1 22 2H120";

/** What is left of a code's life, as a share from 0 to 1. */
export function ringImage(share: number): string {
  const left = Math.round(Math.min(Math.max(share, 0), 1) * 60);
  const bed = `<path fill="none" stroke="#E3DED0" stroke-width="4" d="${SQUARE}"/>`;
  const rest = `<path fill="none" stroke="#2C7A66" stroke-width="4" pathLength="60" stroke-dasharray="${left} 60" d="${SQUARE}"/>`;
  return svgUrl(240, 240, left === 0 ? bed : bed + rest);
}
