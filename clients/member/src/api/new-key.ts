/** A key of its own for one act. It only has to differ from this person's others, so that plain chance is enough. */
export function newKey(): string {
  const part = () => Math.random().toString(36).slice(2, 12);
  return `${Date.now().toString(36)}-${part()}${part()}`;
}
