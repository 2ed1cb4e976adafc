import type { TestProject } from "vitest/node";
import { openTestServer } from "./postgres.ts";

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { close, ...server } = await openTestServer();
  project.provide("postgres", server);
  return close;
}
