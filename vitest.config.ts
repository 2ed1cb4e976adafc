import { defineConfig } from "vitest/config";

const ignored = ["**/node_modules/**", "**/dist/**", "**/.out/**"];

export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: 2,
    // Test files share their worker's modules: state lives in databases, and every file has its own.
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "server",
          include: ["apps/server/**/*.test.ts", "tools/**/*.test.ts", "stories/**/*.test.ts"],
          exclude: ignored,
          globalSetup: ["apps/server/test/global-setup.ts"],
        },
      },
      {
        extends: true,
        test: { name: "clients", include: ["apps/web/**/*.test.{ts,tsx}", "packages/**/*.test.ts"], exclude: ignored },
      },
      {
        extends: true,
        test: {
          name: "member",
          include: ["clients/member/test/**/*.test.{ts,mjs}"],
          exclude: ignored,
          globalSetup: ["apps/server/test/global-setup.ts"],
        },
      },
    ],
  },
});
