// A poster to put up or to show: the group's seal, whose it is, and a code that leads to the sign-in with the store's parameters.
import qrcode from "qrcode-generator";
import { svgUrl } from "./data-url.ts";
import { SEAL_OUTLINES } from "./seal-outlines.ts";

export interface Poster {
  /** What the code says. */
  address: string;
  /** The group, the store, who invites, what to do: a line each. */
  group: string;
  unit: string;
  invites: string;
  scan: string;
  seal: string;
}

export const POSTER_WIDTH = 360;
export const POSTER_HEIGHT = 520;
const QR_SIDE = 232;
const QR_TOP = 196;
/** A code needs an empty frame of four modules to be read. */
const QUIET_MODULES = 4;

export interface Dots {
  count: number;
  isDark: (row: number, column: number) => boolean;
}

export function dotsOf(text: string): Dots {
  const code = qrcode(0, "M");
  code.addData(text);
  code.make();
  return { count: code.getModuleCount(), isDark: (row, column) => code.isDark(row, column) };
}

/** Every dark module as a square of its own path: one shape, no seams. */
function dotsPath({ count, isDark }: Dots): string {
  const rows = Array.from({ length: count }, (_, row) => row);
  return rows
    .flatMap((row) => rows.filter((column) => isDark(row, column)).map((column) => `M${column} ${row}h1v1h-1z`))
    .join("");
}

const escaped = (text: string) => text.replace(/[<>&"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const SANS = "PingFang SC,Noto Sans CJK SC,Apple SD Gothic Neo,sans-serif";
const SERIF = "Source Han Serif SC,Noto Serif CJK SC,Songti SC,serif";

function line(text: string, y: number, size: number, style: { font?: string; weight?: number; fill?: string } = {}) {
  const { font = SANS, weight = 400, fill = "#1E2A32" } = style;
  // A long line is pressed together rather than cut.
  const fit =
    text.length * size > (POSTER_WIDTH - 32) * 1.6
      ? ` textLength="${POSTER_WIDTH - 32}" lengthAdjust="spacingAndGlyphs"`
      : "";
  return `<text x="${POSTER_WIDTH / 2}" y="${y}" text-anchor="middle" font-family="${font}" font-weight="${weight}" font-size="${size}" fill="${fill}"${fit}>${escaped(text)}</text>`;
}

export function posterImage({ address, group, unit, invites, scan, seal }: Poster): string {
  const dots = dotsOf(address);
  const modules = dots.count + 2 * QUIET_MODULES;
  const left = (POSTER_WIDTH - QR_SIDE) / 2;
  const scale = QR_SIDE / modules;
  const outline = SEAL_OUTLINES[seal];
  const stamp =
    outline === undefined
      ? ""
      : `<path transform="translate(${POSTER_WIDTH / 2 - 18} 28) scale(0.82)" fill="#B8382A" fill-rule="evenodd" d="${outline}"/>`;
  return svgUrl(
    POSTER_WIDTH,
    POSTER_HEIGHT,
    `<path fill="#F6F3EA" d="M0 0h${POSTER_WIDTH}v${POSTER_HEIGHT}H0z"/>${stamp}` +
      line(group, 120, 28, { font: SERIF, weight: 600 }) +
      line(unit, 148, 16, { fill: "#5A666C" }) +
      line(invites, 180, 16) +
      `<path fill="#FFFFFF" stroke="#E3DED0" d="M${left} ${QR_TOP}h${QR_SIDE}v${QR_SIDE}h-${QR_SIDE}z"/>` +
      `<path shape-rendering="crispEdges" transform="translate(${left} ${QR_TOP}) scale(${scale}) translate(${QUIET_MODULES} ${QUIET_MODULES})" fill="#000000" d="${dotsPath(dots)}"/>` +
      line(scan, QR_TOP + QR_SIDE + 44, 20, { weight: 600, fill: "#1D5C8A" }),
  );
}
