// What the tools say to a person: short lines on stderr, so that stdout stays for results.
const tty = process.stderr.isTTY === true && process.env.TERM !== "dumb";

/** A mistake of the caller: shown without a stack, exit code 2. */
export class UsageError extends Error {}

/** The bar that is on the terminal's last line, to be drawn again below whatever is said meanwhile. */
let bar = "";

export function say(text: string): void {
  process.stderr.write(bar === "" ? `${text}\n` : `\r\x1b[K${text}\n${bar}`);
}

export function fail(error: unknown): void {
  clearBar();
  if (error instanceof UsageError) say(`dev: ${error.message}`);
  else say(`dev: ${error instanceof Error && process.env.DEBUG ? error.stack : messageOf(error)}`);
}

function clearBar(): void {
  if (bar !== "") process.stderr.write("\r\x1b[K");
  bar = "";
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export function seconds(since_ms: number): string {
  return `${((performance.now() - since_ms) / 1000).toFixed(1)} s`;
}

export interface Progress {
  update(fraction: number, label: string): void;
  done(): void;
}

/** A bar that redraws itself on a terminal, and a line for every tenth elsewhere. */
export function progressBar(title: string): Progress {
  const started = performance.now();
  let shown = -10;
  const draw = (fraction: number, label: string) => {
    const percent = Math.floor(Math.min(1, Math.max(0, fraction)) * 100);
    if (tty) {
      const filled = Math.floor(percent / 4);
      bar = `${title} ${"█".repeat(filled)}${"░".repeat(25 - filled)} ${String(percent).padStart(3)} %  ${label}`;
      process.stderr.write(`\r\x1b[K${bar}`);
    } else if (percent >= shown + 10) {
      say(`${title} ${percent} % ${label}`);
      shown = percent - (percent % 10);
    }
  };
  return {
    update: draw,
    done() {
      clearBar();
      say(`${title}: done in ${seconds(started)}`);
    },
  };
}
