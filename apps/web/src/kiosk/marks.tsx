import type { ReactNode } from "react";

const paths = {
  back: "M14.5 5 8 12l6.5 7",
  card: "M3.5 6h17v12h-17zM3.5 9.5h17M6.5 14.5h4",
  check: "m4.8 12.5 5 5L19.5 7",
  contrast: "M20 12a8 8 0 1 1-16 0 8 8 0 0 1 16 0z",
  erase: "M8.5 6H20v12H8.5L3 12zM11.5 9.5l5 5M16.5 9.5l-5 5",
  family:
    "M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM16.5 12a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8zM2.8 19c.3-3.2 2.2-5 5.2-5s4.9 1.8 5.2 5M14.5 14.800c2.9-.6 5.5 1 6 4.2",
  globe:
    "M20 12a8 8 0 1 1-16 0 8 8 0 0 1 16 0zM4 12h16M12 4c2.6 2.5 3.7 5 3.7 8s-1.1 5.5-3.7 8c-2.6-2.5-3.7-5-3.7-8S9.4 6.5 12 4z",
  hand: "M8 12.5V6.3a1.3 1.3 0 0 1 2.6 0v4.9M10.6 11V4.8a1.3 1.3 0 0 1 2.6 0V11M13.2 11V5.9a1.3 1.3 0 0 1 2.6 0v6M15.8 11.5V8.7a1.3 1.3 0 0 1 2.6 0v5.6c0 3.4-2.3 6-5.7 6-2.7 0-4.2-1.2-5.6-3.600l-2.2-3.900c-.4-.7-.1-1.4.5-1.7.6-.3 1.2-.1 1.6.4l1 1.5",
  home: "M4 11 12 4.5 20 11M6 9.500V19.500h12V9.500M10 19.500v-5h4v5",
  join: "M10.5 11.500a3.8 3.8 0 1 0 0-7.6 3.8 3.8 0 0 0 0 7.600zM3.5 20c.4-4 3-6 7-6 1.5 0 2.8.3 3.9.9M18 14v6M15 17h6",
  leave: "M10 4.500H5v15h5M9.5 12H20M16.5 8.5 20 12l-3.5 3.5",
  phone: "M7 3h10v18H7zM10.5 18h3",
  points: "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8z",
  scan: "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M4 12h16",
  search: "M10.8 17.100a6.3 6.3 0 1 0 0-12.6 6.3 6.3 0 0 0 0 12.600zM15.5 15.5 20 20",
  visits: "M5.5 20.500V5.500L14 3v17.500M14 6h5v14.500M3 20.500h18M11 12v1.2",
} as const;

export type MarkName = keyof typeof paths;

/** What is filled, beside the lines. */
const fills: Partial<Record<MarkName, string>> = { contrast: "M12 4a8 8 0 0 0 0 16z" };

/** Drawn on the 24 grid; decorative, so the words beside it carry the meaning. */
export function Mark({ name, large = false }: { name: MarkName; large?: boolean }) {
  return (
    <svg className={`mark ${large ? "mark--large" : ""}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
      {fills[name] ? <path d={fills[name]} fill="currentColor" /> : null}
    </svg>
  );
}

const CHIPPED =
  "M4.4 2.6 20 2 38 2.7 58.8 2.1 61.6 3.6 61.2 22 61.8 40 61.3 58.8 59.6 61.7 44 61.2 26 61.9 5 61.4 2.5 59.6 2.9 42 2.2 24 2.7 4.600Z";
const TALL =
  "M3.6 1.6 14 1.2 26 1.7 39 1.3 42.5 4.2 42.2 20 42.7 38 42.3 55 41.8 61 38.5 63 24 62.6 10 63.1 2.6 61.8 1.2 58 1.7 40 1.1 22 1.6 5Z";

/** The group's seal: the first two characters of its name, one above the other. */
export function BrandSeal({ name }: { name: string }) {
  const [first, second] = [...name];
  return (
    <svg className="brand-seal" viewBox="0 0 44 64" aria-hidden="true">
      <path d={TALL} />
      <text x="22" y="28">
        {first}
      </text>
      <text x="22" y="55">
        {second}
      </text>
    </svg>
  );
}

const FRAME = <path d={CHIPPED} />;
/** Form says the tier: round, an outlined square, solid, solid in a frame. The character is the seal's own in every language. */
const SEALS: Readonly<Record<string, { sign: string; form: ReactNode; solid: boolean }>> = {
  base: { sign: "普", form: <circle cx="32" cy="32" r="29" />, solid: false },
  silver: { sign: "银", form: FRAME, solid: false },
  gold: { sign: "金", form: <path className="held-seal__field" d={CHIPPED} />, solid: true },
  diamond: {
    sign: "钻",
    form: (
      <>
        {FRAME}
        <path className="held-seal__field" transform="translate(6.4 6.4) scale(.8)" d={CHIPPED} />
      </>
    ),
    solid: true,
  },
};

/** The tier that is held, in cinnabar; its name always stands beside it. A group's own tiers have no seal cut. */
export function HeldSeal({ code }: { code: string }) {
  const seal = SEALS[code];
  if (!seal) return null;
  return (
    <svg className="held-seal" viewBox="0 0 64 64" aria-hidden="true">
      {seal.form}
      <text x="32" y="46" className={seal.solid ? "held-seal__cut" : ""}>
        {seal.sign}
      </text>
    </svg>
  );
}
