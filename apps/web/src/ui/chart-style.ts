import { number } from "../i18n/format.ts";

const style = getComputedStyle(document.documentElement);
const token = (name: string) => style.getPropertyValue(`--${name}`).trim();

/** ECharts draws its own text and cannot read CSS variables, so the tokens are handed over once. */
export const ink = {
  text: token("ink"),
  muted: token("ink-2"),
  line: token("line-2"),
  strong: token("line-strong"),
  axis: token("rule"),
  surface: token("surface"),
  azurite: token("azurite"),
  wash: token("azurite-wash"),
  series: [1, 2, 3, 4, 5, 6].map((n) => token(`chart-${n}`)),
};

const label = { color: ink.muted, fontSize: 12 };

export const plain = {
  textStyle: { fontFamily: token("sans") },
  color: ink.series,
  aria: {
    enabled: true,
    decal: {
      show: true,
      decals: [{ color: "rgba(255,255,255,0.16)", dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4 }],
    },
  },
  grid: { left: 8, right: 16, top: 28, bottom: 4, containLabel: true },
  tooltip: {
    trigger: "axis",
    backgroundColor: ink.surface,
    borderColor: ink.strong,
    borderWidth: 1,
    padding: [6, 10],
    textStyle: { color: ink.text, fontSize: 12 },
    extraCssText: "box-shadow:none;border-radius:4px",
    valueFormatter: (value: unknown) => (typeof value === "number" ? number(value) : "—"),
    axisPointer: { lineStyle: { color: ink.strong } },
  },
};

export const categories = (data: string[]) => ({
  type: "category",
  data,
  axisTick: { show: false },
  axisLine: { lineStyle: { color: ink.axis } },
  axisLabel: label,
});

export const values = (name?: string) => ({
  type: "value",
  min: 0,
  name,
  nameTextStyle: { ...label, align: "left" },
  axisLine: { show: false },
  axisLabel: { ...label, formatter: (value: number) => number(value) },
  splitLine: { lineStyle: { color: ink.line } },
});

/** `id`: newer figures move what is drawn; without one it would be drawn anew, and be gone for a moment. */
export const hollowLine = (name: string, data: (number | null)[], color = ink.series[0]) => ({
  type: "line",
  id: name,
  name,
  data,
  color,
  lineStyle: { width: 2, color },
  symbol: "circle",
  symbolSize: 6,
  showSymbol: true,
  itemStyle: { color: ink.surface, borderColor: color, borderWidth: 1.5 },
});

export const thinLine = (name: string, data: (number | null)[], color = ink.series[5]) => ({
  type: "line",
  id: name,
  name,
  data,
  color,
  lineStyle: { width: 1.25, type: [4, 3], color },
  symbol: "none",
});

/** Upright bars; the peak carries its figure. */
export const bars = (name: string, data: number[], peak: number) => ({
  type: "bar",
  id: name,
  name,
  barMaxWidth: 32,
  itemStyle: { color: ink.series[0] },
  data: data.map((value, i) =>
    i === peak
      ? { value, label: { show: true, position: "top", color: ink.text, fontSize: 12, formatter: number(value) } }
      : value,
  ),
});

/** Lying bars, each with its figure at the end. */
export const rows = (name: string, data: number[]) => ({
  type: "bar",
  id: name,
  name,
  barWidth: 14,
  itemStyle: { color: ink.series[2] },
  label: {
    show: true,
    position: "right",
    color: ink.text,
    fontSize: 12,
    formatter: (item: { value: number }) => number(item.value),
  },
  data,
});
