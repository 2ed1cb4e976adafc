import "./integrators.css";

/** What machines say to each other, as it is. */
export function JsonView({ label, value }: { label: string; value: unknown }) {
  return (
    <section className="json-view" aria-label={label}>
      <code>{JSON.stringify(value, null, 2)}</code>
    </section>
  );
}
