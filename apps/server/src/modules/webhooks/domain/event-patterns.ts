/** `points.earned`, `points.*` or `*`. */
export function isPattern(pattern: string, types: readonly string[]): boolean {
  if (pattern === "*") return true;
  const room = /^([a-z_]+)\.\*$/.exec(pattern)?.[1];
  return room === undefined ? types.includes(pattern) : types.some((type) => type.startsWith(`${room}.`));
}
