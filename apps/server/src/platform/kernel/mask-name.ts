/** 张* · 林*夏 · 欧**娜: enough for a guard to ask "are you …?", too little for whoever reads over a shoulder. */
export function maskName(name: string): string {
  const characters = [...name];
  const [first = "", ...rest] = characters;
  if (rest.length === 0) return first;
  if (rest.length === 1) return `${first}*`;
  return first + "*".repeat(Math.min(rest.length - 1, 3)) + rest.at(-1);
}
