/** What a template drew. */
export interface Node {
  tag: string;
  attr: Record<string, unknown>;
  children: Drawn[];
}

export type Drawn = Node | string;

interface Raw {
  tag?: string;
  attr?: Record<string, unknown>;
  children?: unknown[];
}

export function normalise(raw: unknown): Drawn {
  if (typeof raw === "string" || typeof raw === "number") return String(raw);
  const { tag = "", attr = {}, children = [] } = raw as Raw;
  const drawn = children.map(normalise).filter((child) => child !== "");
  return { tag: tag.replace(/^wx-/, ""), attr, children: drawn };
}

export function find(drawn: Drawn, accepts: (node: Node) => boolean): Node | undefined {
  if (typeof drawn === "string") return undefined;
  if (accepts(drawn)) return drawn;
  for (const child of drawn.children) {
    const found = find(child, accepts);
    if (found) return found;
  }
  return undefined;
}

export function text(drawn: Drawn): string {
  return typeof drawn === "string" ? drawn : drawn.children.map(text).join("");
}

export const hasClass =
  (name: string) =>
  (node: Node): boolean => {
    const given = node.attr["class"];
    return typeof given === "string" && given.split(" ").includes(name);
  };
