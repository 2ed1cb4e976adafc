import { remember, svgUrl } from "./data-url.ts";
import { SEAL_OUTLINES } from "./seal-outlines.ts";

const FRAME = "M4 1.4 22 1 40 1.6 42.7 5 43 32 42.5 59.5 39.5 62.8 21 63 4.5 62.5 1.3 59 1 31 1.5 4.500Z";
const SERIF = "Source Han Serif SC,Noto Serif CJK SC,Songti SC,serif";

const glyph = (character: string, y: number) =>
  `<text x="22" y="${y}" text-anchor="middle" font-family="${SERIF}" font-weight="700" font-size="27" fill="#FFFFFF">${character}</text>`;

/** The two characters a group's seal carries: the first two Han characters of its name. */
export function sealCharacters(name: string): string {
  const han = name.match(/[\u4e00-\u9fff]/g) ?? [];
  return han.length < 2 ? "回游" : han.slice(0, 2).join("");
}

/** The tall two-character seal of a group, 44 × 64, in cinnabar. */
export const sealImage = remember((characters: string) => {
  const outline = SEAL_OUTLINES[characters];
  if (outline !== undefined) return svgUrl(44, 64, `<path fill="#B8382A" fill-rule="evenodd" d="${outline}"/>`);
  const [first = "", second = ""] = [...characters];
  return svgUrl(44, 64, `<path fill="#B8382A" d="${FRAME}"/>${glyph(first, 29)}${glyph(second, 56)}`);
});
