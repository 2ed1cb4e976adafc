/** Only what differs, as it was and as it is. */
export function changes(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): { before: Record<string, unknown>; after: Record<string, unknown> } {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const differing = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  const of = (whole: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(differing.flatMap((key) => (key in whole ? [[key, whole[key]]] : [])));
  return { before: of(before), after: of(after) };
}
