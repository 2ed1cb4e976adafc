const paths = {
  calendar: "M2.5 3.8h11v9.7h-11zM2.5 6.9h11M5.4 2.2v3M10.6 2.2v3",
  check: "M3 8.4l3.2 3.1L13 4.6",
  clock: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.8V8l2.3 1.5",
  close: "M4 4l8 8M12 4l-8 8",
  copy: "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
  down: "M4 6.2 8 10l4-3.8",
  gate: "M2.5 13.5v-11M13.5 13.5v-11M2.5 5.5h4.5M2.5 8h3.5M2.5 10.5h4.5M13.5 5.5H9M13.5 8h-3.5M13.5 10.5H9",
  help: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM6.3 6.5a1.75 1.75 0 1 1 2.6 1.5c-.6.35-.9.7-.9 1.3M8 11.3v.1",
  home: "M2.5 2.5H7V8H2.5zM9.5 2.5h4V5h-4zM9.5 7.5h4v6h-4zM2.5 10.5H7v3H2.5z",
  jobs: "M2.5 9.3h3l1 1.9h3l1-1.9h3v4.2h-11zM2.5 9.3 4.3 4h1.4M13.5 9.3 11.7 4h-1.4M8 2v5M6 5.2l2 2 2-2",
  left: "M9.8 4 6 8l3.8 4",
  members: "M8 7.6a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6zM2.6 14c.4-2.9 2.5-4.3 5.4-4.3s5 1.4 5.4 4.3",
  menu: "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
  platform:
    "M2 4.5h6.2M11.2 4.5H14M9.7 3a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3zM2 11.5h2.8M7.8 11.5H14M6.3 10a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3z",
  plus: "M8 3v10M3 8h10",
  points: "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
  proof: "M6.4 2.2h3.2v2.9H6.4zM2.2 10.9h3.2v2.9H2.2zM10.6 10.9h3.2v2.9h-3.2zM8 5.1V8M3.8 10.9V8h8.4v2.9",
  refresh: "M13 8a5 5 0 1 1-1.6-3.7M13.2 2v2.8h-2.8",
  report: "M2 13.6h12M4 11.4V8.2M6.7 11.4V4.6M9.3 11.4V7M12 11.4V2.8",
  right: "M6.2 4 10 8l-3.8 4",
  scan: "M2.5 5V2.5H5M11 2.5h2.5V5M13.5 11v2.5H11M5 13.5H2.5V11M2.5 8h11",
  search: "M7 11.4a4.4 4.4 0 1 0 0-8.8 4.4 4.4 0 0 0 0 8.8zM10.2 10.2l3.3 3.3",
  service: "M2.5 3h11v8H7.6l-2.8 2.4V11H2.5z",
  staff:
    "M5.5 2.5h5v3h-5zM2.5 4h3M10.5 4h3v9.5h-11V4M8 9.7a1.3 1.3 0 1 0 0-2.6 1.3 1.3 0 0 0 0 2.6zM5.7 12c.3-1 1.1-1.5 2.3-1.5s2 .5 2.3 1.5",
  till: "M2.5 6.5h11v7h-11zM4.5 6.5v-4h7v4M5 9.3h.01M8 9.3h.01M11 9.3h.01M5 11.3h3M11 11.3h.01",
  "tri-down": "M8 13 1.5 3h13z",
  "tri-up": "M8 3 14.5 13h-13z",
  undo: "M3 6h6.3a3.6 3.6 0 0 1 0 7.2H6M5.6 3.2 2.8 6l2.8 2.8",
  up: "M4 9.8 8 6l4 3.8",
  units: "M6 2.5h4v3H6zM2.2 10.5h4v3h-4zM9.8 10.5h4v3h-4zM8 5.5V8M4.2 10.5V8h7.6v2.5",
  visits: "M3.5 13.8V3.6L9 2v11.8M9 3.8h3.5v10M1.8 13.8h12.4M6.8 8v.8",
  warn: "M8 2.4 14.2 13.3H1.8zM8 6.6v3.2M8 11.5v.1",
} as const;

export type IconName = keyof typeof paths;

/** A 16 px line mark drawn on the 16 grid; decorative, so the words beside it carry the meaning. */
export function Icon({
  name,
  className = "",
  filled = false,
}: {
  name: IconName;
  className?: string;
  filled?: boolean;
}) {
  return (
    <svg className={`i ${filled ? "f" : ""} ${className}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
