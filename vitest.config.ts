import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const ignored = ["**/node_modules/**", "**/dist/**", "**/.out/**"];

/** What takes longest, by name: begun first, so that at the end one worker does not wait long for the other. */
const LONGEST = ["bad-input", "full-data", "stories", "import-crash", "real-files", "crash", "start", "backup"];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project }: TestSpecification) => {
      const at = LONGEST.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
      // A worker that changes the project begins anew.
      return at === -1 ? LONGEST.length + (project.name === "server" ? 0 : 1) : at;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: 2,
    // Test files share their worker's modules: state lives in databases, and every file has its own.
    isolate: false,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    sequence: { sequencer: LongestFirst },
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
