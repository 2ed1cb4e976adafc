import jsQR from "jsqr";
import { GifReader } from "omggif";

const MARGIN = 48;

/** Scans a QR code's data URL, as a gate's camera would; undefined if it cannot be read. */
export function readQr(data_url: string): string | undefined {
  const gif = new GifReader(Buffer.from(data_url.slice(data_url.indexOf(",") + 1), "base64"));
  const pixels = new Uint8ClampedArray(gif.width * gif.height * 4);
  gif.decodeAndBlitFrameRGBA(0, pixels);
  const side = gif.width + 2 * MARGIN;
  const framed = new Uint8ClampedArray(side * side * 4).fill(255);
  for (let row = 0; row < gif.height; row++) {
    const line = pixels.subarray(row * gif.width * 4, (row + 1) * gif.width * 4);
    framed.set(line, ((row + MARGIN) * side + MARGIN) * 4);
  }
  return jsQR(framed, side, side)?.data;
}
