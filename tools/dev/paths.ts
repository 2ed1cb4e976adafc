import path from "node:path";

export const root = path.resolve(import.meta.dirname, "../..");
/** Passing products of the tools: reports, traces, screenshots. */
export const outDir = path.join(root, ".out");

/** Where everything that lasts is kept. A relative DATA_DIR counts from where ./dev was called. */
export function dataDir(): string {
  return process.env.DATA_DIR ? path.resolve(process.env.DATA_DIR) : path.join(root, ".data");
}
