// What a phone's camera reads on a poster. The decoder lives with the member client, whose tests scan codes, too.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import type { Download, Page } from "@playwright/test";

type ReadQr = (pixels: Uint8ClampedArray, width: number, height: number) => { data: string } | null;
const readQr = createRequire(new URL("../clients/member/package.json", import.meta.url))("jsqr") as ReadQr;

interface Seen {
  /** Base64: as numbers, millions of them take seconds on their way here. */
  pixels: string;
  width: number;
  height: number;
}

/** The text of the code in a picture that was saved, seen this much smaller than it was drawn. */
export async function readPoster(page: Page, download: Download, smaller: number): Promise<string | undefined> {
  const png = readFileSync(await download.path()).toString("base64");
  const { pixels, width, height } = await page.evaluate(
    async ([data, by]): Promise<Seen> => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [image.width / by, image.height / by];
      const pen = canvas.getContext("2d");
      pen?.drawImage(image, 0, 0, canvas.width, canvas.height);
      const seen = pen?.getImageData(0, 0, canvas.width, canvas.height) ?? new ImageData(1, 1);
      const whole = await new Promise<string>((resolve) => {
        const reader = new FileReader();
        reader.addEventListener("load", () => resolve(typeof reader.result === "string" ? reader.result : ""));
        reader.readAsDataURL(new Blob([seen.data]));
      });
      return { pixels: whole.slice(whole.indexOf(",") + 1), width: seen.width, height: seen.height };
    },
    [png, smaller] as const,
  );
  return readQr(new Uint8ClampedArray(Buffer.from(pixels, "base64")), width, height)?.data;
}
