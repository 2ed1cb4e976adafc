const ROUGH =
  "M2.2 1.6 8 1.3 15.6 1.5 21.9 1.4 22.6 2.1 22.5 9 22.7 15.4 22.4 21.8 21.7 22.6 14.8 22.4 8.6 22.7 2 22.5 1.4 21.8 1.5 14.6 1.3 8.4 1.5 2.2Z";
const OCTAGON = "M7.4 1.3 16.7 1.5 22.6 7.3 22.5 16.8 16.6 22.6 7.3 22.5 1.4 16.7 1.5 7.2Z";

/** Colour and form tell the rank: round outline, square outline, solid square, solid octagon. */
const FORMS = [
  {
    shape: <circle cx="12" cy="12" r="10.3" fill="none" stroke="var(--tier-base-ink)" strokeWidth="1.4" />,
    ink: "var(--tier-base-ink)",
  },
  {
    shape: <path d={ROUGH} fill="none" stroke="var(--tier-silver-ink)" strokeWidth="1.6" />,
    ink: "var(--tier-silver-ink)",
  },
  { shape: <path d={ROUGH} fill="var(--tier-gold)" />, ink: "#fff" },
  { shape: <path d={OCTAGON} fill="var(--tier-diamond)" />, ink: "#fff" },
] as const;

/** The first character of the tier's name as a seal; the name always stands beside it. `rank` counts from the lowest, 0. */
export function TierSeal({ name, rank }: { name: string; rank: number }) {
  const { shape, ink } = FORMS[Math.min(Math.max(rank, 0), FORMS.length - 1)] ?? FORMS[0];
  return (
    <svg className="seal" viewBox="0 0 24 24" aria-hidden="true">
      {shape}
      <text x="12" y="16.6" textAnchor="middle" fontSize="13" fontWeight="500" fill={ink}>
        {name.slice(0, 1)}
      </text>
    </svg>
  );
}
