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

interface Scene {
  width: number;
  height: number;
  layers: Layer[];
}

const DOOR: Scene = {
  width: 760,
  height: 420,
  layers: [
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
  ],
};

/** The same hills, wide and low: the head of a kiosk. */
const HALL: Scene = {
  width: 1080,
  height: 330,
  layers: [
    {
      peaks: [
        [85, 212, 44],
        [330, 120, 50],
        [560, 190, 62],
        [820, 268, 60],
        [1003, 160, 58],
      ].map(peak),
      bands: ["#DDE7E4", "#E4ECE6", "#EBF0E8", "#F0F2EA"],
      line: "#B9CBCB",
      opacity: 1,
    },
    {
      peaks: [
        [-6, 130, 40],
        [208, 195, 54],
        [475, 118, 52],
        [695, 138, 54],
        [928, 195, 58],
        [1086, 110, 50],
      ].map(peak),
      bands: ["#6F9FB0", "#8DB5B5", "#A9C8BD", "#C3D8CB", "#DAE6DA"],
      line: "#4F8597",
      opacity: 0.55,
    },
    {
      peaks: [
        [16, 100, 54],
        [122, 62, 44],
        [378, 128, 74],
        [470, 64, 40],
        [662, 108, 62],
        [852, 64, 52],
        [1042, 142, 60],
      ].map(peak),
      bands: ["#1D5C8A", "#2C6B86", "#3F8285", "#5C9A8B", "#82B2A3", "#A5C7B8"],
      line: "#14405F",
      opacity: 0.5,
    },
  ],
};

const scenes = { door: DOOR, hall: HALL };

function peak([x, height, width]: number[]): Peak {
  return { x: x ?? 0, height: height ?? 0, width: width ?? 0 };
}

/** Steep near the summit, long at the foot: what a brush does, not what a bell curve does. */
function ridge(peaks: Peak[], x: number): number {
  const fall = (p: Peak) => (Math.abs(x - p.x) / p.width) ** 1.5;
  const sum = peaks.reduce((height, p) => height + p.height * Math.exp(-fall(p)), 0);
  return sum + 3 * Math.sin(x / 17) + 1.5 * Math.sin(x / 9 + 2);
}

function outline({ width, height }: Scene, peaks: Peak[], share: number): string {
  const points: string[] = [];
  for (let x = 0; x <= width; x += 5) {
    const lift = ridge(peaks, x);
    // Lower bands follow the ridge more softly, so that the paint gathers in the valleys.
    points.push(
      `${x} ${(height - Math.max(4, lift ** (0.6 + 0.4 * share) * share * (lift > 1 ? lift ** (0.4 - 0.4 * share) : 1))).toFixed(1)}`,
    );
  }
  return `M${points.join("L")}`;
}

interface Props {
  className?: string;
  scene?: keyof typeof scenes;
  /** Lower than it was drawn: the hills sink, instead of losing their summits. */
  flat?: boolean;
}

export function Range({ className, scene = "door", flat = false }: Props) {
  const drawn = scenes[scene];
  return (
    <svg
      className={className}
      viewBox={`0 0 ${drawn.width} ${drawn.height}`}
      preserveAspectRatio={flat ? "none" : "xMidYMax slice"}
      aria-hidden="true"
    >
      {drawn.layers.map((layer) =>
        layer.bands.map((fill, i) => {
          const line = outline(drawn, layer.peaks, 1 - i / (layer.bands.length + 0.4));
          return (
            <g key={fill}>
              <path fill={fill} d={`${line}V${drawn.height}H0Z`} />
              <path fill="none" stroke={layer.line} strokeWidth={0.75} strokeOpacity={layer.opacity} d={line} />
            </g>
          );
        }),
      )}
    </svg>
  );
}
