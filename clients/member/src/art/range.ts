import { type Point, smoothPath } from "./curve.ts";
import { remember, svgUrl } from "./data-url.ts";

/** Heights of one ridge above the hairline, a value every 7 px from x = −7: the illustration is data, the drawing is code. */
interface Ridge {
  heights: readonly number[];
  colours: readonly string[];
  /** Height of each band as a share of the ridge, and how far the ridge's foot lies under the hairline. */
  bands: readonly number[];
  under: number;
  line: string;
  line_opacity: number;
}

const FAR = {
  colours: ["#DDE7E4", "#E4ECE6", "#EBF0E8"],
  bands: [1, 0.72, 0.41],
  under: 1,
  line: "#B9CBCB",
  line_opacity: 1,
};
const MIDDLE = {
  colours: ["#6F9FB0", "#8DB5B5", "#A9C8BD", "#C3D8CB"],
  bands: [1, 0.775, 0.55, 0.335],
  under: 13,
  line: "#4F8597",
  line_opacity: 0.55,
};
const NEAR = {
  colours: ["#1D5C8A", "#2C6B86", "#3F8285", "#5C9A8B", "#82B2A3"],
  bands: [1, 0.823, 0.635, 0.435, 0.225],
  under: 14,
  line: "#14405F",
  line_opacity: 0.5,
};

export type View = "gate" | "valley";

const VIEWS: Record<View, { height: number; ridges: readonly Ridge[] }> = {
  gate: {
    height: 176,
    ridges: [
      {
        ...FAR,
        heights: [
          26, 32, 38, 46, 59, 74, 86, 101, 96, 81, 72, 62, 48, 41, 50, 64, 75, 84, 96, 109, 129, 143, 127, 111, 101, 92,
          81, 69, 60, 50, 40, 30, 31, 36, 45, 52, 64, 80, 85, 82, 72, 62, 56, 51, 40, 36, 46, 57, 67, 78, 91, 106, 104,
          94, 76, 61, 49, 41,
        ],
      },
      {
        ...MIDDLE,
        heights: [
          74, 82, 76, 70, 58, 46, 34, 27, 20, 26, 34, 49, 58, 64, 73, 70, 62, 52, 39, 31, 22, 14, 12, 17, 21, 31, 42,
          52, 61, 68, 88, 108, 111, 96, 79, 65, 54, 46, 32, 23, 17, 11, 16, 23, 32, 41, 49, 54, 64, 61, 49, 38, 32, 25,
          30, 41, 60, 80,
        ],
      },
      {
        ...NEAR,
        heights: [
          10, 17, 24, 29, 36, 46, 57, 60, 50, 39, 31, 24, 16, 13, 7, 7, 12, 20, 30, 40, 42, 49, 60, 63, 55, 43, 32, 25,
          32, 35, 30, 24, 16, 11, 6, 7, 13, 24, 32, 43, 54, 66, 78, 89, 92, 83, 68, 56, 50, 41, 40, 41, 39, 32, 23, 16,
          8, 7,
        ],
      },
    ],
  },
  valley: {
    height: 132,
    ridges: [
      {
        ...FAR,
        heights: [
          13, 17, 22, 26, 34, 40, 51, 61, 64, 63, 57, 48, 42, 36, 28, 23, 24, 27, 35, 43, 49, 50, 60, 63, 55, 45, 37,
          33, 28, 27, 23, 19, 16, 13, 11, 13, 19, 26, 34, 43, 51, 59, 72, 87, 106, 126, 130, 118, 96, 74, 63, 53, 52,
          58, 72, 84, 80, 68,
        ],
      },
      {
        ...MIDDLE,
        heights: [
          33, 41, 48, 45, 42, 37, 27, 19, 15, 14, 18, 22, 31, 42, 52, 65, 71, 60, 47, 37, 25, 17, 12, 9, 13, 15, 18, 25,
          33, 45, 48, 44, 40, 32, 26, 20, 17, 13, 8, 5, 2, 6, 9, 10, 16, 24, 35, 50, 60, 70, 81, 79, 66, 51, 40, 31, 25,
          16,
        ],
      },
      {
        ...NEAR,
        heights: [
          44, 41, 35, 29, 25, 20, 14, 9, 14, 18, 22, 28, 29, 27, 20, 12, 10, 4, -2, -5, -5, -3, -4, -4, -3, -1, -1, 2,
          2, 4, 8, 19, 27, 37, 45, 55, 65, 62, 50, 37, 26, 21, 31, 38, 34, 26, 18, 11, 6, 3, 7, 9, 16, 21, 29, 38, 47,
          57,
        ],
      },
    ],
  },
};

const STEP = 7;
const WIDTH = 390;

function drawRidge(ridge: Ridge, ground: number): string {
  const bands = ridge.bands.map((share, index) => {
    const points = ridge.heights.map(
      (height, i): Point => [(i - 1) * STEP, ground + ridge.under - (height + ridge.under) * share],
    );
    // Sides and foot lie outside the picture, so that only the ridge's line shows.
    const shape = `${smoothPath(points)}V${ground + 20}H-7Z`;
    const line = `stroke="${ridge.line}" stroke-width=".75" stroke-opacity="${ridge.line_opacity}"`;
    return `<path fill="${ridge.colours[index]}" ${line} d="${shape}"/>`;
  });
  return bands.join("");
}

/** The tenant's one illustration: three ridges in profile, flat bands, standing on the hairline under the image. */
export const rangeImage = remember((view: View) => {
  const { height, ridges } = VIEWS[view];
  const content = ridges.map((ridge) => drawRidge(ridge, height)).join("");
  return svgUrl(WIDTH, height, content, 'preserveAspectRatio="none"');
});
