import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { root } from "./paths.ts";

export interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** What ./dev started and did not see end must not outlive it. */
const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of running) child.kill("SIGTERM");
});

function track(child: ChildProcess): ChildProcess {
  running.add(child);
  return child.once("close", () => running.delete(child));
}

/**
 * Runs a program at the root, its output straight to the terminal; resolves to its exit code. Whoever stops ./dev stops
 * the program, and waits until it has put away what it began.
 */
export async function runShown(program: string, args: readonly string[], options: SpawnOptions = {}): Promise<number> {
  const child = track(spawn(program, args, { cwd: root, stdio: "inherit", ...options }));
  let interrupted = false;
  // Ctrl-C reaches the program without us, and psql only ends a line by it.
  const interrupt = () => {
    interrupted = true;
  };
  const terminate = () => {
    child.kill("SIGTERM");
    child.once("close", () => process.exit(143));
  };
  process.on("SIGINT", interrupt).on("SIGTERM", terminate);
  try {
    return await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => {
        if (interrupted && (signal || code === 130)) process.exit(130);
        resolve(code ?? 1);
      });
    });
  } finally {
    process.off("SIGINT", interrupt).off("SIGTERM", terminate);
  }
}

/** Runs a program at the root and keeps what it prints. */
export async function runQuiet(program: string, args: readonly string[], options: SpawnOptions = {}): Promise<Outcome> {
  const child = track(spawn(program, args, { cwd: root, ...options, stdio: ["ignore", "pipe", "pipe"] }));
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  return await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code: code ?? (signal ? 1 : 0), output }));
  });
}

/** Like runQuiet, but anything other than success is an error that shows the output. */
export async function runOrFail(program: string, args: readonly string[], options: SpawnOptions = {}): Promise<void> {
  const { code, output } = await runQuiet(program, args, options);
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${code}\n${output}`);
}
