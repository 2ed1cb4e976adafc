import jsQR from "jsqr";
import { GifReader } from "omggif";

const MARGIN = 16;
/** Every so many pixels are enough: the modules are larger. */
const EVERY = 4;

/** Scans a QR code's data URL, as a gate's camera would; undefined if it cannot be read. */
export function readQr(data_url: string): string | undefined {
  const gif = new GifReader(Buffer.from(data_url.slice(data_url.indexOf(",") + 1), "base64"));
  const pixels = new Uint8ClampedArray(gif.width * gif.height * 4);
  gif.decodeAndBlitFrameRGBA(0, pixels);
  const side = Math.floor(gif.width / EVERY) + 2 * MARGIN;
  const framed = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let y = 0; y < gif.height; y += EVERY) {
    for (let x = 0; x < gif.width; x += EVERY) {
      const from = (y * gif.width + x) * 4;
      framed.set(pixels.subarray(from, from + 4), ((y / EVERY + MARGIN) * side + x / EVERY + MARGIN) * 4);
    }
  }
  return jsQR(framed, side, side)?.data;
}
