// Runs a built mini-program without WeChat: the real compilers' templates, and the bundle in a realm that has only a mini-program's
// globals. Templates are drawn to a tree; taps and typing go in as the phone would send them.
import { readFileSync } from "node:fs";
import path from "node:path";
import vm from "node:vm";
import { compile } from "./compile.ts";
import { type Drawn, find, type Node, normalise } from "./tree.ts";
import { createWx, type WxLog } from "./wx.ts";

type Loose = Record<string, unknown>;
/** From a page's data, as JSON text, to what its template draws. */
type Draw = (data: string) => unknown;

interface PageInstance extends Loose {
  data: Loose;
  eh?: (event: unknown) => void;
}

export interface OpenPage {
  tree: () => Drawn;
  tap: (accepts: (node: Node) => boolean) => void;
  type: (accepts: (node: Node) => boolean, value: string) => void;
  hide: () => void;
  show: () => void;
}

export interface Program {
  log: WxLog & { errors: string[] };
  storage: Map<string, unknown>;
  /** What the camera sees next. */
  scans: string[];
  open: (page: string, query?: Record<string, string>) => OpenPage;
}

export interface ProgramOptions {
  language?: string;
  storage?: Map<string, unknown>;
  server?: () => string | undefined;
}

let templates: { folder: string; wxml: string } | undefined;

/** Templates are compiled once a run: they do not change. */
function compiledTemplates(folder: string): string {
  if (templates?.folder !== folder) templates = { folder, wxml: compile(folder).wxml };
  return templates.wxml;
}

/** Globals a mini-program lacks are parameters of every module, so that reading one gives undefined. */
const ABSENT = "globalThis,window,document,self,global,fetch,URL,URLSearchParams,navigator,localStorage";

function moduleLoader(folder: string, realm: vm.Context): (file: string) => unknown {
  const loaded = new Map<string, { exports: unknown }>();
  const load = (file: string): unknown => {
    const known = loaded.get(file);
    if (known) return known.exports;
    const module = { exports: {} };
    loaded.set(file, module);
    const source = `(function(require,module,exports,${ABSENT}){${readFileSync(path.join(folder, file), "utf8")}\n})`;
    const run = vm.runInContext(source, realm, { filename: file }) as (...args: unknown[]) => void;
    const require = (name: string) => load(path.join(path.dirname(file), name).replace(/(\.js)?$/, ".js"));
    run.call(undefined, require, module, module.exports);
    return module.exports;
  };
  return load;
}

function templateRealm(wxml: string, errors: string[]): (page: string) => Draw {
  const note = (...words: unknown[]) => void errors.push(words.join(" "));
  const realm = vm.createContext({ console: { log() {}, warn: note, error: note } });
  const prelude =
    "var window=globalThis,global=globalThis,__wxAppCode__={},__WXML_GLOBAL__={entrys:{},defines:{},modules:{},ops:[],wxs_nf_init:undefined,total_ops:0};var define=function(){};var nv_require;";
  // Data is parsed inside the realm: templates know objects and lists by the constructors of their own.
  const run = "(page, data) => $gwx(`./${page}.wxml`)(JSON.parse(data), null, {})";
  const draw = vm.runInContext(`${prelude}${wxml};${run}`, realm) as (page: string, data: string) => unknown;
  return (page) => (data) => draw(page, data);
}

/** "root.cn.[0].v" */
function setPath(target: Loose, where: string, value: unknown): void {
  const keys = where.match(/[^.[\]]+/g) ?? [];
  let at: Loose = target;
  keys.slice(0, -1).forEach((key, index) => {
    at[key] ??= /^\d+$/.test(keys[index + 1] ?? "") ? [] : {};
    at = at[key] as Loose;
  });
  at[keys.at(-1) ?? ""] = value;
}

function createInstance(definition: Loose, page: string, query: Record<string, string>): PageInstance {
  const instance: PageInstance = Object.assign(Object.create(null) as object, { data: {} });
  for (const source of [definition, (definition["methods"] ?? {}) as Loose]) {
    for (const [name, value] of Object.entries(source))
      if (name !== "data" && name !== "methods") instance[name] = value;
  }
  instance.data = JSON.parse(JSON.stringify(definition["data"] ?? {})) as Loose;
  Object.assign(instance, { route: page, __route__: page, options: query, selectComponent: () => null });
  instance["setData"] = (changes: Loose, done?: () => void) => {
    const copied = JSON.parse(JSON.stringify(changes)) as Loose;
    for (const [where, value] of Object.entries(copied)) setPath(instance.data, where, value);
    setTimeout(() => done?.call(instance));
  };
  return instance;
}

const run = (instance: Loose, name: string, ...args: unknown[]) =>
  (instance[name] as ((...args: unknown[]) => void) | undefined)?.call(instance, ...args);

function openPage(instance: PageInstance, draw: Draw): OpenPage {
  const tree = () => normalise(draw(JSON.stringify(instance.data)));
  const send = (type: string, accepts: (node: Node) => boolean, detail: Loose) => {
    const node = find(tree(), accepts);
    if (!node) throw new Error(`${type}: nothing matched`);
    const target = { id: node.attr["id"], dataset: { sid: node.attr["data-sid"] ?? node.attr["id"] } };
    instance.eh?.({ type, timeStamp: Date.now(), target, currentTarget: target, mark: {}, detail });
  };
  return {
    tree,
    tap: (accepts) => send("tap", accepts, { x: 1, y: 1 }),
    type: (accepts, value) => send("input", accepts, { value, cursor: value.length }),
    hide: () => run(instance, "onHide"),
    show: () => run(instance, "onShow"),
  };
}

export function start(folder: string, options: ProgramOptions = {}): Program {
  const log: Program["log"] = { calls: [], errors: [] };
  const storage = options.storage ?? new Map<string, unknown>();
  const pages: PageInstance[] = [];
  let app: Loose | undefined;
  let defined: Loose | undefined;
  const define = (definition: Loose) => {
    defined = definition;
  };
  const realm = vm.createContext({
    console,
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    App: (definition: Loose) => {
      app = definition;
    },
    getApp: () => app,
    getCurrentPages: () => pages,
    Component: define,
    Page: define,
    Behavior: (definition: Loose) => definition,
    requirePlugin: () => undefined,
  });
  // Many phones' mini-programs have no Intl.
  vm.runInContext(
    "delete globalThis.Intl;delete Date.prototype.toLocaleString;delete Number.prototype.toLocaleString",
    realm,
  );
  const parse = vm.runInContext("JSON.parse", realm) as (text: string) => unknown;
  const { server = () => undefined, language = "zh_CN" } = options;
  const scans: string[] = [];
  realm["wx"] = createWx({ language, storage, log, server, scans, parse });
  const load = moduleLoader(folder, realm);
  const drawOf = templateRealm(compiledTemplates(folder), log.errors);
  // A page's module runs once; opening it again uses what it defined.
  const definitions = new Map<string, Loose>();
  load("app.js");
  run(app ?? {}, "onLaunch", { path: "pages/home/index", query: {} });
  run(app ?? {}, "onShow", {});
  return {
    log,
    storage,
    scans,
    open(page, query = {}) {
      const before = pages.at(0);
      if (before) {
        run(before, "onHide");
        run(before, "onUnload");
      }
      defined = undefined;
      load(`${page}.js`);
      definitions.set(page, defined ?? definitions.get(page) ?? {});
      const instance = createInstance(definitions.get(page) ?? {}, page, query);
      pages.splice(0, pages.length, instance);
      for (const step of ["created", "attached"]) run(instance, step);
      run(instance, "onLoad", query);
      for (const step of ["onShow", "ready", "onReady"]) run(instance, step);
      return openPage(instance, drawOf(page));
    },
  };
}

export async function until<Value>(look: () => Value, timeout_ms = 10_000): Promise<NonNullable<Value>> {
  const start_ms = Date.now();
  for (;;) {
    const found = look();
    if (found) return found;
    if (Date.now() - start_ms > timeout_ms) throw new Error(`timed out: ${look.toString()}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}
