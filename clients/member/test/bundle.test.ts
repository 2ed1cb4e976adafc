import { appendFileSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { compile, filesUnder } from "./harness/compile.ts";

const dist = path.join(import.meta.dirname, "../dist/weapp");
const BUDGET_BYTES = 1.5 * 1024 * 1024;
const ICON_LIMIT_BYTES = 40 * 1024;

interface AppJson {
  pages: string[];
  subPackages: { root: string; pages: string[] }[];
  tabBar: { list: { pagePath: string; iconPath: string; selectedIconPath: string }[] };
}

const app = JSON.parse(readFileSync(path.join(dist, "app.json"), "utf8")) as AppJson;
const subpackages = app.subPackages.map(({ root }) => `${root}/`);
const inMain = (file: string) => !subpackages.some((root) => file.startsWith(root));
const allPages = [
  ...app.pages,
  ...app.subPackages.flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`)),
];
const sizeOf = (file: string) => statSync(path.join(dist, file)).size;

test("WeChat's compilers accept every template and style", () => {
  const { wxml, wxss, files } = compile(dist);
  expect(wxml.includes("$gwx")).toBe(true);
  expect(wxss.includes("mcard__id")).toBe(true);
  expect(files.length).toBeGreaterThan(20);
});

test("a broken template would be refused", () => {
  const copy = mkdtempSync(path.join(os.tmpdir(), "huiyou-weapp-"));
  cpSync(dist, copy, { recursive: true });
  appendFileSync(path.join(copy, "pages/home/index.wxml"), "<view><text></view>");
  expect(() => compile(copy)).toThrow(/wcc/);
  rmSync(copy, { recursive: true });
});

test("every page and tab icon named in app.json is there", () => {
  const parts = allPages.flatMap((page) => ["js", "json", "wxml"].map((kind) => `${page}.${kind}`));
  const icons = app.tabBar.list.flatMap((tab) => [tab.iconPath, tab.selectedIconPath]);
  expect([...parts, ...icons].filter((file) => !existsSync(path.join(dist, file)))).toEqual([]);
  expect(icons.filter((file) => sizeOf(file) > ICON_LIMIT_BYTES)).toEqual([]);
  expect(app.tabBar.list.filter((tab) => !app.pages.includes(tab.pagePath))).toEqual([]);
});

test("the main package stays under 1.5 MB, and the staff's pages are not in it", () => {
  const main = filesUnder(dist).filter(inMain);
  expect(main.reduce((sum, file) => sum + sizeOf(file), 0)).toBeLessThan(BUDGET_BYTES);
  expect(subpackages).toEqual(["packageStaff/"]);
  expect(filesUnder(dist).filter((file) => !inMain(file)).length).toBeGreaterThan(5);
});

test("no script asks for what a mini-program lacks", () => {
  const lacking = /\bnew Function\(|[^.\w]eval\(|import\(|\blocalStorage\b|\bbtoa\(|\bnew URL\(/;
  const asking = filesUnder(dist).filter((file) => {
    if (!file.endsWith(".js")) return false;
    const script = readFileSync(path.join(dist, file), "utf8").replaceAll('new Function("return this")', "");
    return lacking.test(script);
  });
  expect(asking).toEqual([]);
});
