import path from "node:path";
import type { TestProject } from "vitest/node";
import { findBinaries } from "../src/platform/db/postgres-binaries.ts";
import { openTestServer } from "./postgres.ts";

const root = path.resolve(import.meta.dirname, "../../..");

/** TEST_POSTGRES=15 runs on the oldest PostgreSQL that is supported, installed from tools/pg15. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const oldest = process.env.TEST_POSTGRES === "15";
  const { close, ...server } = oldest
    ? await openTestServer(path.join(root, ".test-pg15/data"), findBinaries(path.join(root, "tools/pg15")))
    : await openTestServer();
  project.provide("postgres", server);
  return close;
}
