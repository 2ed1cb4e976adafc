import { type Point, smoothPath } from "./curve.ts";
import { remember, svgUrl } from "./data-url.ts";

const [WIDTH, HEIGHT, STEP] = [432, 936, 12];

/** Summits and hollows of the ground behind the member code: x, y, radius, height. */
const SHAPES = [
  [70, 70, 150, 1.1],
  [330, -40, 170, 0.9],
  [420, 330, 160, 1],
  [-20, 420, 170, 0.9],
  [210, 560, 190, -0.7],
  [330, 900, 190, 1.2],
  [60, 860, 150, 1],
] as const;

function elevation(x: number, y: number): number {
  const bumps = SHAPES.reduce((sum, [cx, cy, radius, height]) => {
    const distance = ((x - cx) ** 2 + (y - cy) ** 2) / radius ** 2;
    return sum + height * Math.exp(-distance);
  }, 0);
  return bumps + 0.09 * Math.sin(x / 41 + y / 67) + 0.06 * Math.sin(y / 29 - x / 53);
}

type Segment = [Point, Point];

/** Marching squares: where one level crosses one cell. A saddle is drawn as two separate strokes. */
function crossings(x: number, y: number, level: number): Segment[] {
  const corners: Point[] = [
    [x, y],
    [x + STEP, y],
    [x + STEP, y + STEP],
    [x, y + STEP],
  ];
  const heights = corners.map(([cx, cy]) => elevation(cx, cy) - level);
  const hits: Point[] = [];
  for (let i = 0; i < 4; i++) {
    const [from, to] = [corners[i], corners[(i + 1) % 4]];
    const [a, b] = [heights[i] ?? 0, heights[(i + 1) % 4] ?? 0];
    if (from === undefined || to === undefined || a > 0 === b > 0) continue;
    const share = a / (a - b);
    hits.push([from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share]);
  }
  const segments: Segment[] = [];
  for (let i = 0; i + 1 < hits.length; i += 2) segments.push([hits[i] as Point, hits[i + 1] as Point]);
  return segments;
}

const key = ([x, y]: Point) => `${Math.round(x * 10)},${Math.round(y * 10)}`;

/** Joins the strokes of one level end to end. */
function chain(segments: readonly Segment[]): Point[][] {
  const ends = new Map<string, Segment[]>();
  for (const segment of segments) {
    for (const end of segment) ends.set(key(end), [...(ends.get(key(end)) ?? []), segment]);
  }
  const used = new Set<Segment>();
  const follow = (from: Point): Point[] => {
    const line: Point[] = [];
    for (let at = from; ; ) {
      const next = ends.get(key(at))?.find((segment) => !used.has(segment));
      if (next === undefined) return line;
      used.add(next);
      at = key(next[0]) === key(at) ? next[1] : next[0];
      line.push(at);
    }
  };
  const lines: Point[][] = [];
  for (const segment of segments) {
    if (used.has(segment)) continue;
    used.add(segment);
    lines.push([...follow(segment[0]).reverse(), segment[0], segment[1], ...follow(segment[1])]);
  }
  return lines;
}

function levelPath(level: number): string {
  const segments: Segment[] = [];
  for (let y = 0; y < HEIGHT; y += STEP) for (let x = 0; x < WIDTH; x += STEP) segments.push(...crossings(x, y, level));
  return chain(segments).map(smoothPath).join("");
}

/** Contour lines for a page's ground, in one colour on nothing. */
export const contourImage = remember((colour: string) => {
  const levels = Array.from({ length: 14 }, (_, index) => -0.6 + index * 0.125);
  return svgUrl(WIDTH, HEIGHT, `<path fill="none" stroke="${colour}" d="${levels.map(levelPath).join("")}"/>`);
});
