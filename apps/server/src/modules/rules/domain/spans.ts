/** Whole numbers as sorted, disjoint, closed spans. */
export type Spans = readonly (readonly [number, number])[];

export const EVERYTHING: Spans = [[Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER]];

export function spansOfValues(values: readonly number[]): Spans {
  return [...new Set(values)].sort((a, b) => a - b).map((value) => [value, value] as const);
}

export function intersect(a: Spans, b: Spans): Spans {
  return a.flatMap(([from, to]) =>
    b
      .map(([other_from, other_to]) => [Math.max(from, other_from), Math.min(to, other_to)] as const)
      .filter(([low, high]) => low <= high),
  );
}

export function complement(spans: Spans): Spans {
  const gaps: [number, number][] = [];
  let next = Number.MIN_SAFE_INTEGER;
  for (const [from, to] of spans) {
    if (next < from) gaps.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= Number.MAX_SAFE_INTEGER) gaps.push([next, Number.MAX_SAFE_INTEGER]);
  return gaps;
}

export function countOf(spans: Spans): number {
  return spans.reduce((sum, [from, to]) => sum + (to - from + 1), 0);
}
