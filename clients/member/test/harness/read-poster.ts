import jsQR from "jsqr";

/** Pixels of a module's side: enough for a camera. */
const PIXELS = 6;
const QUIET_MODULES = 4;

/** What a poster's code says: its dark modules, painted as the phone paints them, read as a camera reads them. */
export function readPoster(data_url: string): string | undefined {
  const svg = Buffer.from(data_url.slice(data_url.indexOf(",") + 1), "base64").toString("utf8");
  const shape = /fill="#000000" d="([^"]+)"/.exec(svg)?.[1] ?? "";
  const modules = [...shape.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
  const count = Math.max(...modules.map(({ x }) => x)) + 1;
  const side = (count + 2 * QUIET_MODULES) * PIXELS;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const { x, y } of modules) {
    for (let row = 0; row < PIXELS; row++) {
      const from = (((y + QUIET_MODULES) * PIXELS + row) * side + (x + QUIET_MODULES) * PIXELS) * 4;
      for (let at = from; at < from + PIXELS * 4; at += 4) pixels.set([0, 0, 0, 255], at);
    }
  }
  return jsQR(pixels, side, side)?.data;
}
