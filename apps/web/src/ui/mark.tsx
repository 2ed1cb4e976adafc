/** The name's glyph 回: one line that goes round and comes home. */
export function BrandMark() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d="M7 21.5h14.5v-19h-19V17M8.5 8.5h7v7h-7z" />
    </svg>
  );
}
