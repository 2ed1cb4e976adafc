// The two clients, built only when their inputs changed: a stamp in the built folder names the inputs it was made of.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { withFileLock } from "../../apps/server/src/platform/db/file-lock.ts";
import { fingerprint } from "./fingerprint.ts";
import { outDir, root } from "./paths.ts";
import { runOrFail } from "./run.ts";
import { say, seconds } from "./terminal.ts";

interface Target {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly build: () => Promise<void>;
}

const memberHome = path.join(root, "clients/member");
const memberInputs = ["clients/member", "packages/api-client"];

const web: Target = {
  name: "web",
  inputs: ["apps/web", "packages/api-client", "package-lock.json", "tsconfig.base.json"],
  output: "apps/web/dist",
  build: () => runOrFail("vite", ["build", "apps/web"]),
};

const memberTarget = (type: "h5" | "weapp"): Target => ({
  name: `member ${type}`,
  inputs: memberInputs,
  output: `clients/member/dist/${type}`,
  build: async () => {
    await installMember();
    await runOrFail(path.join(memberHome, "node_modules/.bin/taro"), ["build", "--type", type], {
      cwd: memberHome,
      env: { ...process.env, NODE_ENV: "production" },
    });
  },
});

export const buildWeb = () => ensure(web);
export const buildMemberH5 = () => ensure(memberTarget("h5"));
export const buildMemberWeapp = () => ensure(memberTarget("weapp"));

/** Everything the server serves. The two run side by side: the member's install mostly waits for the network. */
export async function buildScreens(): Promise<void> {
  await Promise.all([buildWeb(), buildMemberH5()]);
}

async function ensure(target: Target): Promise<void> {
  const output = path.join(root, target.output);
  const stamp = path.join(output, ".built-from");
  const want = fingerprint(target.inputs);
  if (isCurrent(stamp, want)) return;
  await withFileLock(lockFile(target.output), async () => {
    if (isCurrent(stamp, want)) return;
    const started = performance.now();
    rmSync(stamp, { force: true });
    await target.build();
    writeFileSync(stamp, want);
    say(`${target.name}: built in ${seconds(started)}`);
  });
}

/** The member client has its own lock: Taro cannot live beside Vite 8 in one tree. */
export async function installMember(): Promise<void> {
  await installLocked("clients/member");
}

/** Installs a folder's own package-lock.json, when it is not the one installed. */
export async function installLocked(folder: string): Promise<void> {
  const home = path.join(root, folder);
  const stamp = path.join(home, "node_modules/.dev-stamp");
  const want = fingerprint([path.join(folder, "package-lock.json")]);
  await withFileLock(lockFile(`${folder}/node_modules`), async () => {
    if (isCurrent(stamp, want)) return;
    const started = performance.now();
    await runOrFail("npm", ["ci", "--loglevel=error"], { cwd: home });
    writeFileSync(stamp, want);
    say(`${folder}: dependencies installed in ${seconds(started)}`);
  });
}

function lockFile(what: string): string {
  mkdirSync(outDir, { recursive: true });
  return path.join(outDir, `${what.replaceAll("/", "-")}.lock`);
}

function isCurrent(stamp: string, want: string): boolean {
  return existsSync(stamp) && readFileSync(stamp, "utf8") === want;
}
