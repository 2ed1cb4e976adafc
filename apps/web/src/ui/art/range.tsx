/** A range of layered ridges in the 青绿 manner: each layer is one ridge line, cut into bands from summit to foot. Drawn by rule, so it fits any width. */

interface Peak {
  x: number;
  height: number;
  width: number;
}

interface Layer {
  peaks: Peak[];
  bands: string[];
  line: string;
  opacity: number;
}

const WIDTH = 760;
const HEIGHT = 420;

const layers: Layer[] = [
  {
    peaks: [
      [70, 210, 60],
      [250, 330, 84],
      [470, 180, 70],
      [640, 250, 72],
      [760, 160, 70],
    ].map(peak),
    bands: ["#E1E9E2", "#E7EEE5", "#ECF1E8", "#F1F4EA"],
    line: "#B9CBCB",
    opacity: 1,
  },
  {
    peaks: [
      [0, 190, 60],
      [150, 120, 64],
      [390, 262, 62],
      [585, 140, 60],
      [745, 178, 60],
    ].map(peak),
    bands: ["#6F9FB0", "#8DB5B5", "#A9C8BD", "#C3D8CB", "#DAE6DA"],
    line: "#4F8597",
    opacity: 0.55,
  },
  {
    peaks: [
      [88, 130, 62],
      [278, 142, 70],
      [360, 92, 46],
      [548, 214, 78],
      [655, 84, 44],
    ].map(peak),
    bands: ["#1D5C8A", "#2C6B86", "#3F8285", "#5C9A8B", "#82B2A3", "#A5C7B8"],
    line: "#14405F",
    opacity: 0.5,
  },
];

function peak([x, height, width]: number[]): Peak {
  return { x: x ?? 0, height: height ?? 0, width: width ?? 0 };
}

/** Steep near the summit, long at the foot: what a brush does, not what a bell curve does. */
function ridge(peaks: Peak[], x: number): number {
  const fall = (p: Peak) => (Math.abs(x - p.x) / p.width) ** 1.5;
  const sum = peaks.reduce((height, p) => height + p.height * Math.exp(-fall(p)), 0);
  return sum + 3 * Math.sin(x / 17) + 1.5 * Math.sin(x / 9 + 2);
}

function outline(peaks: Peak[], share: number): string {
  const points: string[] = [];
  for (let x = 0; x <= WIDTH; x += 5) {
    const lift = ridge(peaks, x);
    // Lower bands follow the ridge more softly, so that the paint gathers in the valleys.
    points.push(
      `${x} ${(HEIGHT - Math.max(4, lift ** (0.6 + 0.4 * share) * share * (lift > 1 ? lift ** (0.4 - 0.4 * share) : 1))).toFixed(1)}`,
    );
  }
  return `M${points.join("L")}`;
}

export function Range({ className }: { className?: string }) {
  return (
    <svg
      className={className}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="xMidYMax slice"
      aria-hidden="true"
    >
      {layers.map((layer) =>
        layer.bands.map((fill, i) => {
          const line = outline(layer.peaks, 1 - i / (layer.bands.length + 0.4));
          return (
            <g key={fill}>
              <path fill={fill} d={`${line}V${HEIGHT}H0Z`} />
              <path fill="none" stroke={layer.line} strokeWidth={0.75} strokeOpacity={layer.opacity} d={line} />
            </g>
          );
        }),
      )}
    </svg>
  );
}
