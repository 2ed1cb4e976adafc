const SIZE = 56;
const WIDTH = 6;
const RADIUS = (SIZE - WIDTH) / 2;
const ROUND = 2 * Math.PI * RADIUS;

/** A share of a whole with its figure inside. */
export function Ring({ percent, label }: { percent: number; label: string }) {
  const centre = SIZE / 2;
  const circle = { cx: centre, cy: centre, r: RADIUS, fill: "none", strokeWidth: WIDTH };
  return (
    <svg className="ring" width={SIZE} height={SIZE} role="img" aria-label={`${label} ${percent}%`}>
      <circle {...circle} stroke="var(--line)" />
      <circle
        {...circle}
        stroke="var(--malachite)"
        strokeDasharray={`${(ROUND * percent) / 100} ${ROUND}`}
        transform={`rotate(-90 ${centre} ${centre})`}
      />
      <text x={centre} y={centre} dy="0.36em" textAnchor="middle" fill="var(--ink)" fontSize="14">
        {percent}%
      </text>
    </svg>
  );
}
