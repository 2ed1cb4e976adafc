/** "Chrome · Windows" is all a person needs to know their own device again. */
export function deviceOf(agent: string | null): string | undefined {
  const find = (names: [RegExp, string][]) => names.find(([pattern]) => agent && pattern.test(agent))?.[1];
  const browser = find([
    [/MicroMessenger/, "WeChat"],
    [/Edg\//, "Edge"],
    [/Firefox\//, "Firefox"],
    [/Chrome\//, "Chrome"],
    [/Safari\//, "Safari"],
  ]);
  const system = find([
    [/Windows/, "Windows"],
    [/Android/, "Android"],
    [/iPhone|iPad/, "iOS"],
    [/Mac OS/, "macOS"],
    [/Linux/, "Linux"],
  ]);
  return [browser, system].filter(Boolean).join(", ") || agent?.slice(0, 40) || undefined;
}
