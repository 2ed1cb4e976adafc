import { svgUrl } from "./data-url.ts";

/** 24 grid, 1.5 stroke, round ends. An icon stands beside a word, never instead of one (back, refresh and chevron aside). */
export const ICONS = {
  home: '<path d="M3.5 10.2 12 4l8.5 6.2M5.5 9v10.5h13V9M9.5 19.5v-5.2a2.5 2.5 0 0 1 5 0v5.2"/>',
  qr: '<path d="M4.5 4.5h5.5v5.5H4.5zM14 4.5h5.5v5.5H14zM4.5 14h5.5v5.5H4.5zM14 14h2.4v2.4M19.5 14v2.4M14 19.5h2.4M19.5 19.5h-.1M7.2 7.2h.1M16.7 7.2h.1M7.2 16.7h.1"/>',
  points: '<path d="M12 3.5 19.5 8v8L12 20.5 4.5 16V8zM12 8l4 2.3v3.4L12 16l-4-2.3v-3.4z"/>',
  me: '<circle cx="12" cy="8.2" r="3.7"/><path d="M4.8 19.8c.6-3.7 3.6-5.6 7.2-5.6s6.6 1.9 7.2 5.6z"/>',
  phone: '<path d="M7.5 3.5h9v17h-9zM10.8 17.8h2.4"/>',
  wallet: '<path d="M4 7.5h15.5v12H4zM4 7.5l11.5-3v3M15.5 12.5h4v2.8h-4z"/>',
  card: '<path d="M3.5 5.5h17v13h-17zM7 10h4.5M7 14h3M15.5 9.5a1.7 1.7 0 1 0 0 3.4 1.7 1.7 0 1 0 0-3.4M13 16c.3-1.4 1.3-2 2.5-2s2.2.6 2.5 2"/>',
  refresh: '<path d="M19.2 12.5a7.2 7.2 0 1 1-2.2-5.4L19.5 9.5M19.5 4.8v4.7h-4.7"/>',
  nonet:
    '<path d="M3.5 9.2a13 13 0 0 1 4-2.5M10.5 6a13 13 0 0 1 10 3.2M6.5 12.6a8.6 8.6 0 0 1 3.3-2M13.8 10.5a8.6 8.6 0 0 1 3.7 2.1M9.5 16a4 4 0 0 1 5 0M12 19.2h.1M4.5 3.8l15 16"/>',
  right: '<path d="m9.5 5.5 6.5 6.5-6.5 6.5"/>',
  left: '<path d="M14.5 5 7.5 12l7 7"/>',
  down: '<path d="m5.5 9 6.5 6.5L18.5 9"/>',
  up: '<path d="m5.5 15 6.5-6.5 6.5 6.5"/>',
  gate: '<path d="M4.5 20V10.5a7.5 7.5 0 0 1 15 0V20M9 20v-9a3 3 0 0 1 6 0v9M2.8 20H9M15 20h6.2"/>',
  globe:
    '<circle cx="12" cy="12" r="8.3"/><path d="M3.7 12h16.6M12 3.7c2.3 2.3 3.4 5 3.4 8.3s-1.1 6-3.4 8.3c-2.3-2.3-3.4-5-3.4-8.3s1.1-6 3.4-8.3z"/>',
  type: '<path d="m3.5 18.5 5-13 5 13M5.2 14h6.6M14.5 18.5l3-8 3 8M15.5 16h4"/>',
  shield: '<path d="M12 3.8 19 6.3v5.2c0 4.2-2.7 7-7 8.7-4.3-1.7-7-4.5-7-8.7V6.3zM8.8 12l2.3 2.3 4.1-4.3"/>',
  paper: '<path d="M6 3.5h8.5l3.5 3.5v13.5H6zM14.5 3.5v3.5H18M9 11.5h6M9 15h6"/>',
  leave: '<path d="M13.5 4.5h-8v15h8M10 12h10M16.5 8.5 20 12l-3.5 3.5"/>',
  badge:
    '<path d="M5.5 4.5h13v15h-13zM10 4.500h4v2.500h-4zM12 9.800a2.200 2.200 0 1 0 0 4.400 2.200 2.200 0 1 0 0-4.400M8.300 17.300c.500-1.800 2-2.500 3.700-2.500s3.200.700 3.700 2.500"/>',
  family:
    '<path d="M8 5a2.600 2.600 0 1 0 0 5.200A2.600 2.600 0 1 0 8 5M16.500 7.500a2 2 0 1 0 0 4 2 2 0 1 0 0-4M3.500 19c.300-3.800 2.200-5.800 4.500-5.800s4.200 2 4.500 5.800zM13.800 14.800c.700-.700 1.600-1.100 2.700-1.100 2.200 0 3.700 1.800 4 5.300h-5.500"/>',
  clock: '<circle cx="12" cy="12" r="8.3"/><path d="M12 7.300V12l3.200 2.200"/>',
  lock: '<path d="M5.500 10.500h13v9h-13zM8.500 10.500V8a3.500 3.500 0 0 1 7 0v2.500M12 14v2.500"/>',
  search: '<path d="M10.5 4.500a6 6 0 1 0 0 12 6 6 0 1 0 0-12M15 15l5 5"/>',
  scan: '<path d="M4.500 8.500v-4h4M15.500 4.500h4v4M19.500 15.500v4h-4M8.500 19.500h-4v-4M4.500 12h15"/>',
  plus: '<path d="M12 5v14M5 12h14"/>',
  check: '<path d="m5 12.500 4.800 4.800L19 7.500"/>',
  down_to: '<path d="M12 4v10.500M7.500 10.500 12 15l4.500-4.500M5 19.500h14"/>',
  warn: '<path d="M12 4.5 20.5 19.5h-17zM12 10v4.5M12 17h.1"/>',
} as const;

export type IconName = keyof typeof ICONS;

/** Colours an icon may take: an image cannot inherit one. Values of tokens. */
export const INKS = {
  ink: "#1E2A32",
  muted: "#5A666C",
  faint: "#8B9498",
  azurite: "#1D5C8A",
  ochre: "#9A5B2A",
  cinnabar: "#B8382A",
  pale: "#D5E2EB",
  white: "#FFFFFF",
} as const;

export type Ink = keyof typeof INKS;

export function iconMarkup(name: IconName, colour: string, stroke_width = 1.5): string {
  return `<g fill="none" stroke="${colour}" stroke-width="${stroke_width}" stroke-linecap="round" stroke-linejoin="round">${ICONS[name]}</g>`;
}

const drawn = new Map<string, string>();

export function iconImage(name: IconName, ink: Ink, stroke_width = 1.5): string {
  const key = `${name} ${ink} ${stroke_width}`;
  const url = drawn.get(key) ?? svgUrl(24, 24, iconMarkup(name, INKS[ink], stroke_width));
  drawn.set(key, url);
  return url;
}
