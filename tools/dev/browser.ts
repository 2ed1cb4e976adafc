// The browser of the tests: Debian's Chromium with Chinese fonts, installed when absent and allowed.
import { existsSync } from "node:fs";
import { runOrFail, runQuiet } from "./run.ts";
import { say } from "./terminal.ts";

export const chromiumPath = process.env.CHROMIUM ?? "/usr/bin/chromium";

export async function ensureBrowser(): Promise<void> {
  const missing: string[] = [];
  if (!existsSync(chromiumPath)) missing.push("chromium");
  if (!(await hasChineseFonts())) missing.push("fonts-noto-cjk");
  if (missing.length === 0) return;
  const install = `apt-get install --no-install-recommends ${missing.join(" ")}`;
  if (process.getuid?.() !== 0 || !(await works("apt-get", ["--version"]))) {
    throw new Error(
      `browser tests need ${missing.join(" and ")}: run ${install} as root, or name a browser with CHROMIUM=…`,
    );
  }
  say(`installing ${missing.join(" and ")}`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await runOrFail("apt-get", ["update"], { env });
  await runOrFail("apt-get", ["install", "-y", "--no-install-recommends", ...missing], { env });
}

async function hasChineseFonts(): Promise<boolean> {
  const found = await runQuiet("fc-list", [":lang=zh", "family"]).catch(() => undefined);
  if (found) return found.output.trim() !== "";
  return existsSync("/usr/share/fonts/opentype/noto");
}

async function works(program: string, args: string[]): Promise<boolean> {
  return (await runQuiet(program, args).catch(() => undefined))?.code === 0;
}
