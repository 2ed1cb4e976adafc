// A mini-program draws no SVG on a canvas: the code itself goes into the album, module by module.
import Taro from "@tarojs/taro";
import { dotsOf } from "../art/poster.ts";
import type { Picture } from "./save-picture.ts";

const SIDE = 720;
const QUIET_MODULES = 4;

interface Pen {
  fillStyle: string;
  fillRect: (x: number, y: number, width: number, height: number) => void;
}

interface Sheet {
  width: number;
  height: number;
  getContext: (kind: "2d") => Pen;
}

/** @throws when there is no canvas, or the album was refused */
export async function savePicture({ text }: Picture): Promise<void> {
  const canvas = Taro.createOffscreenCanvas({ type: "2d", width: SIDE, height: SIDE }) as unknown as Sheet;
  const { count, isDark } = dotsOf(text);
  const step = Math.floor(SIDE / (count + 2 * QUIET_MODULES));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#FFFFFF";
  pen.fillRect(0, 0, SIDE, SIDE);
  pen.fillStyle = "#000000";
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      if (isDark(row, column)) pen.fillRect((column + QUIET_MODULES) * step, (row + QUIET_MODULES) * step, step, step);
    }
  }
  const { tempFilePath } = await Taro.canvasToTempFilePath({ canvas: canvas as unknown as Taro.Canvas });
  await Taro.saveImageToPhotosAlbum({ filePath: tempFilePath });
}
