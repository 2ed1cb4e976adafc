import { cardNumber } from "../i18n/format.ts";
import { massif } from "./art/massif.ts";

const HILLS = [1, 2, 3, 4, 6, 7, 8, 9, 9, 10, 10, 10];

/** Three plain edges and one bitten every 12 px: the shape of a ticket stub, 344 × 216. */
const bites = Array.from({ length: 16 }, (_, i) => `V${(14.8 + i * 12).toFixed(1)}a3.2 3.2 0 0 0 0 6.4`).join("");
const EDGE = `M12 .5H343.5${bites}V215.5H12A11.5 11.5 0 0 1 .5 204V12A11.5 11.5 0 0 1 12 .5Z`;
const CHIPPED =
  "M4.4 2.6 20 2 38 2.7 58.8 2.1 61.6 3.6 61.2 22 61.8 40 61.3 58.8 59.6 61.7 44 61.2 26 61.9 5 61.4 2.5 59.6 2.9 42 2.2 24 2.7 4.6Z";

/** A seal of four characters read right to left; cinnabar while it is held, a grey outline when it is not. */
function Seal({ text, held }: { text: string; held: boolean }) {
  const [a, b, c, d] = [...text];
  const fill = held ? "var(--silk)" : "var(--tier-base-ink)";
  const at = [
    [47, 29, a],
    [47, 56, b],
    [18, 29, c],
    [18, 56, d],
  ] as const;
  return (
    <svg x="19" y="88" width="52" height="52" viewBox="0 0 64 64">
      <path
        d={CHIPPED}
        fill={held ? "var(--cinnabar)" : "none"}
        stroke={held ? "none" : "var(--tier-base-ink)"}
        strokeWidth="1.6"
      />
      <g fontFamily="var(--serif)" fontWeight="700" fontSize="27" textAnchor="middle" fill={fill}>
        {at.map(([x, y, glyph]) => (
          <text key={`${x}${y}`} x={x} y={y}>
            {glyph}
          </text>
        ))}
      </g>
      {held ? (
        <path
          fill="var(--silk)"
          d="M61.8 14l-2.2.8 1.6 1.4zM2 47l2.4-.7-1.2 2.6zM27 62l.6-2.2 2.2 1.6zM47 2l-.8 1.9-1.6-1.5z"
        />
      ) : null}
    </svg>
  );
}

/** A Chinese name is short and set large; a long Latin one is set smaller, on two lines when it must. */
function Name({ name }: { name: string }) {
  if (name.length <= 8) {
    return (
      <text x="20" y="72" fontSize="28" fontWeight="600" letterSpacing=".06em">
        {name}
      </text>
    );
  }
  const gap = name.length > 18 ? name.lastIndexOf(" ", 18) : -1;
  const lines = gap > 0 ? [name.slice(0, gap), name.slice(gap + 1)] : [name];
  return lines.map((line, i) => (
    <text key={line} x="20" y={(lines.length > 1 ? 58 : 68) + i * 22} fontSize="16" fontWeight="600">
      {line.length > 20 ? `${line.slice(0, 19)}…` : line}
    </text>
  ));
}

interface Props {
  label: string;
  tenant: string;
  name: string;
  cardNo: string;
  note: string;
  seal: string;
  held: boolean;
  /** How many of the twelve rings are painted, from the foot up. */
  rings: number;
}

/** 白描 → 设色: reached rings are painted, the rest stays line on silk, the present ring is drawn firmer. */
export function MemberCard({ label, tenant, name, cardNo, note, seal, held, rings }: Props) {
  return (
    <svg className="mcard" viewBox="0 0 344 216" role="img" aria-label={label}>
      <clipPath id="card-edge">
        <path d={EDGE} />
      </clipPath>
      <path d={EDGE} fill="var(--silk)" />
      <g clipPath="url(#card-edge)">
        {massif.slice(0, rings).map((ring, i) => (
          <path key={ring.fill} d={ring.fill} fill={`var(--hill-${HILLS[i]})`} />
        ))}
        {rings > 0 && rings < massif.length ? <path d={massif[rings]?.fill} fill="var(--silk)" /> : null}
        <g fill="none" stroke="var(--ink)" strokeWidth=".5" opacity=".5">
          {massif.map((ring) => (
            <path key={ring.line} d={ring.line} />
          ))}
        </g>
        {rings > 0 ? (
          <path
            d={massif[Math.min(rings, massif.length - 1)]?.line}
            fill="none"
            stroke="var(--azurite-ink)"
            strokeWidth="1.25"
          />
        ) : null}
      </g>
      <path d={EDGE} fill="none" stroke="var(--silk-line)" />
      <g fontFamily="var(--serif)" fill="var(--ink)">
        <text x="20" y="33" fontSize="12" letterSpacing=".1em">
          {tenant}
        </text>
        <Name name={name} />
      </g>
      <Seal text={seal} held={held} />
      <g fontSize="12" fill="var(--ink)">
        <text x="20" y="178">
          {cardNumber(cardNo)}
        </text>
        <text x="20" y="196" fill="var(--ink-2)">
          {note}
        </text>
      </g>
    </svg>
  );
}
