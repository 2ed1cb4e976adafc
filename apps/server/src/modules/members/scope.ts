/** Unit ids whose data the caller sees; `all` is the whole tenant. */
export type Scope = "all" | readonly string[];

export function withinScope(scope: Scope, unit_id: string): boolean {
  return scope === "all" || scope.includes(unit_id);
}
