// SQL without what is not code, at the same offsets.
const noise = /'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\//g;

/** Comments and strings become blanks; the bodies of functions ($$ … $$) are code and stay. */
export function blankNoise(sql: string): string {
  return sql.replace(noise, (match) => match.replace(/[^\n]/g, " "));
}
