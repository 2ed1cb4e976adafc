import type { TestProject } from "vitest/node";
import { openTestServer, type TestServer } from "./postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    postgres: TestServer;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { close, ...server } = await openTestServer();
  project.provide("postgres", server);
  return close;
}
