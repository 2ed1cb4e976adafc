/** Whether an expression, as the planner spells it, can never be null. Cautious: what it does not know may be null. */
export function neverNull(expression: string | undefined): boolean {
  if (!expression) return false;
  const plain = expression.replace(/^\((.*)\)$/, "$1");
  if (/^(count|row_number|rank|dense_rank)\(/.test(plain)) return true;
  if (/ IS (NOT )?NULL$/.test(plain) || plain.startsWith("EXISTS(")) return true;
  if (/^('(?:[^']|'')*'::[\w ]+|-?\d+|true|false)$/.test(plain)) return true;
  return /^COALESCE\(.*, ('(?:[^']|'')*'::[\w ]+(\[\])?|-?\d+|'-?\d+'::\w+|true|false)\)$/.test(plain);
}
