import { type Point, smoothPath } from "./curve.ts";
import { remember, svgUrl } from "./data-url.ts";

const [WIDTH, HEIGHT, STEP] = [432, 936, 18];

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

const COLUMNS = WIDTH / STEP + 1;
const ROWS = HEIGHT / STEP + 1;

/** Heights at the corners of all cells, row by row. */
function survey(): number[] {
  return Array.from({ length: COLUMNS * ROWS }, (_, index) =>
    elevation((index % COLUMNS) * STEP, Math.floor(index / COLUMNS) * STEP),
  );
}

/** Marching squares: where one level crosses one cell. A saddle is drawn as two separate strokes. */
function crossings(heights: readonly number[], column: number, row: number, level: number): Segment[] {
  const corners = [
    [column, row],
    [column + 1, row],
    [column + 1, row + 1],
    [column, row + 1],
  ] as const;
  const above = corners.map(([c, r]) => (heights[r * COLUMNS + c] ?? 0) - level);
  const hits: Point[] = [];
  corners.forEach(([c, r], index) => {
    const next = (index + 1) % 4;
    const [a, b] = [above[index] ?? 0, above[next] ?? 0];
    if (a > 0 === b > 0) return;
    const [to_c, to_r] = corners[next] ?? [c, r];
    const share = a / (a - b);
    hits.push([(c + (to_c - c) * share) * STEP, (r + (to_r - r) * share) * STEP]);
  });
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

function levelPath(heights: readonly number[], level: number): string {
  const segments: Segment[] = [];
  for (let row = 0; row + 1 < ROWS; row++)
    for (let column = 0; column + 1 < COLUMNS; column++) segments.push(...crossings(heights, column, row, level));
  return chain(segments).map(smoothPath).join("");
}

/** Contour lines for a page's ground, in one colour on nothing. */
export const contourImage = remember((colour: string) => {
  const heights = survey();
  const levels = Array.from({ length: 14 }, (_, index) => levelPath(heights, -0.6 + index * 0.125));
  return svgUrl(WIDTH, HEIGHT, `<path fill="none" stroke="${colour}" d="${levels.join("")}"/>`);
});
