import { defineConfig } from "@playwright/test";

// Chromium without what needs a network, a GPU or a sandbox: it runs as root in containers too.
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export default defineConfig({
  testDir: "e2e",
  outputDir: ".out/browser",
  globalSetup: "./e2e/global-setup.ts",
  workers: 2,
  // A busy machine of CI gets a second look; what fails twice is a failure. On a desk nothing is looked at twice.
  retries: process.env.CI ? 1 : 0,
  timeout: 45_000,
  expect: { timeout: 8_000 },
  reporter: [["list"]],
  use: {
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags },
    // Nobody watches: things are where they go to at once.
    contextOptions: { reducedMotion: "reduce" },
    // Following every step costs time: done for the second look, and for whoever asks by TRACE=1. A trace has the pages
    // themselves, not a film of them.
    trace: { mode: process.env.TRACE ? "retain-on-failure" : "on-first-retry", screenshots: false },
    screenshot: "only-on-failure",
  },
});
