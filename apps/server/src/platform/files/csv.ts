/** What tells a spreadsheet that a CSV file is UTF-8. */
export const BOM = "\uFEFF";

/**
 * A text as a cell that nobody's spreadsheet runs: what would be taken for a formula, or hides one behind a tab or a line
 * break, gets an apostrophe (OWASP, CSV injection). A plain number below zero is one of ours and stays.
 */
export function safeText(text: string): string {
  return /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text;
}

/** One line with its end. Numbers are written as they are, texts made safe. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map((one) => (typeof one === "string" ? quoted(safeText(one)) : (one ?? ""))).join(",")}\r\n`;
}

function quoted(text: string): string {
  return /[",;\t\n\r]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
