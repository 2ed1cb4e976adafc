// What the tools say to a person: short lines on stderr, so that stdout stays for results.
const tty = process.stderr.isTTY === true && process.env.TERM !== "dumb";

/** A mistake of the caller: shown without a stack, exit code 2. */
export class UsageError extends Error {}

export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

export function fail(error: unknown): void {
  if (error instanceof UsageError) say(`dev: ${error.message}`);
  else say(`dev: ${error instanceof Error && process.env.DEBUG ? error.stack : messageOf(error)}`);
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
  let shown = -1;
  const draw = (fraction: number, label: string) => {
    const percent = Math.floor(Math.min(1, Math.max(0, fraction)) * 100);
    if (tty) {
      const filled = Math.floor(percent / 4);
      const bar = "█".repeat(filled) + "░".repeat(25 - filled);
      process.stderr.write(`\r\x1b[K${title} ${bar} ${String(percent).padStart(3)} %  ${label}`);
    } else if (percent >= shown + 10) {
      say(`${title} ${percent} % ${label}`);
    } else return;
    shown = percent;
  };
  return {
    update: draw,
    done() {
      if (tty) process.stderr.write("\r\x1b[K");
      say(`${title}: done in ${seconds(started)}`);
    },
  };
}
