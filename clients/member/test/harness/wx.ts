// The part of `wx` this app uses, as a phone has it. Requests go over real HTTP to the server of the test.
import http from "node:http";

interface RequestOptions {
  url: string;
  method?: string;
  header?: Record<string, string>;
  data?: unknown;
  success?: (answer: unknown) => void;
  fail?: (answer: unknown) => void;
  complete?: (answer: unknown) => void;
}

export interface WxLog {
  calls: [name: string, options: Record<string, unknown> | undefined][];
}

export interface WxOptions {
  language: string;
  storage: Map<string, unknown>;
  log: WxLog;
  /** Where the address compiled into the bundle leads in this test; undefined: nowhere, as without a network. */
  server: () => string | undefined;
  /** What the camera sees next. */
  scans: string[];
  /** Parses inside the program's realm, so that its objects are the program's. */
  parse: (text: string) => unknown;
}

type Wx = Record<string, unknown>;

const rect = {
  left: 0,
  top: 0,
  right: 100,
  bottom: 20,
  width: 100,
  height: 20,
  scrollLeft: 0,
  scrollTop: 0,
  node: null,
};

function systemInfo(language: string): Wx {
  return {
    language,
    pixelRatio: 2,
    windowWidth: 390,
    windowHeight: 720,
    screenWidth: 390,
    screenHeight: 844,
    platform: "ios",
    system: "iOS 17.0",
    model: "iPhone",
    brand: "apple",
    SDKVersion: "3.8.0",
    version: "8.0.50",
    statusBarHeight: 47,
    safeArea: { top: 47, bottom: 810, left: 0, right: 390, width: 390, height: 763 },
  };
}

function selectorQuery(): Wx {
  const found: unknown[] = [];
  const add = (seen?: (value: unknown) => void) => {
    found.push(rect);
    seen?.(rect);
    return query;
  };
  const query: Wx = {
    in: () => query,
    select: () => query,
    selectAll: () => query,
    selectViewport: () => query,
    fields: (_: unknown, seen?: (value: unknown) => void) => add(seen),
    boundingClientRect: add,
    scrollOffset: add,
    node: add,
    context: add,
    exec: (done?: (values: unknown[]) => void) => void setTimeout(() => done?.(found)),
  };
  return query;
}

function send(options: RequestOptions, wx: WxOptions): Wx {
  const finish = (kind: "success" | "fail", answer: unknown) => {
    options[kind]?.(answer);
    options.complete?.(answer);
  };
  const server = wx.server();
  if (server === undefined) {
    setTimeout(() => finish("fail", { errMsg: "request:fail " }));
    return { abort() {} };
  }
  const { pathname, search } = new URL(options.url);
  const method = options.method ?? "GET";
  // The methods the phone's request knows: PATCH is not one of them.
  if (!/^(OPTIONS|GET|HEAD|POST|PUT|DELETE|TRACE|CONNECT)$/.test(method))
    throw new Error(`wx.request has no ${method}`);
  const body = options.data === undefined || method === "GET" ? undefined : bodyText(options.data);
  // A phone sends this header even with an empty body.
  const headers = { "content-type": "application/json", ...options.header };
  const request = http.request(server + pathname + search, { method, headers }, (response) => {
    let received = "";
    response.setEncoding("utf8");
    response.on("data", (part: string) => {
      received += part;
    });
    response.on("end", () => {
      const data = parseOr(wx.parse, received);
      finish("success", { statusCode: response.statusCode, data, header: response.headers, errMsg: "request:ok" });
    });
  });
  request.on("error", (error) => finish("fail", { errMsg: `request:fail ${error.message}` }));
  request.end(body);
  return { abort: () => request.destroy() };
}

const bodyText = (data: unknown): string => (typeof data === "string" ? data : JSON.stringify(data));

function parseOr(parse: WxOptions["parse"], received: string): unknown {
  try {
    return parse(received);
  } catch {
    return received;
  }
}

interface Callbacks {
  success?: (answer: unknown) => void;
  fail?: (answer: unknown) => void;
  complete?: (answer: unknown) => void;
}

/** Anything else: written down and answered with success. */
function recorder(name: string, log: WxLog): (options?: Callbacks & Record<string, unknown>) => unknown {
  return (options) => {
    log.calls.push([name, options && (JSON.parse(JSON.stringify(options)) as Record<string, unknown>)]);
    const answer = { errMsg: `${name}:ok`, confirm: true, value: 0.5 };
    options?.success?.(answer);
    options?.complete?.(answer);
    return (options?.success ?? options?.fail ?? options?.complete) ? undefined : Promise.resolve(answer);
  };
}

/** Taro copies only the names that wx really owns, so they must be own keys. */
const RECORDED =
  "setNavigationBarTitle setTabBarItem setTabBarBadge removeTabBarBadge stopPullDownRefresh startPullDownRefresh switchTab navigateTo redirectTo reLaunch navigateBack showToast hideToast showModal showLoading hideLoading login checkSession setScreenBrightness getScreenBrightness setClipboardData setKeepScreenOn pageScrollTo vibrateShort vibrateLong";

export function createWx(options: WxOptions): Wx {
  const { storage, log } = options;
  const info = systemInfo(options.language);
  const launch = { path: "pages/home/index", query: {}, scene: 1001 };
  const wx: Wx = {
    getSystemInfoSync: () => info,
    getWindowInfo: () => info,
    getDeviceInfo: () => info,
    getAppBaseInfo: () => info,
    getSystemSetting: () => ({}),
    getAppAuthorizeSetting: () => ({}),
    getStorageSync: (key: string) => storage.get(key) ?? "",
    setStorageSync: (key: string, value: unknown) => void storage.set(key, JSON.parse(JSON.stringify(value))),
    removeStorageSync: (key: string) => void storage.delete(key),
    getAccountInfoSync: () => ({ miniProgram: { appId: "wx0", envVersion: "develop" } }),
    getLaunchOptionsSync: () => launch,
    getEnterOptionsSync: () => launch,
    getMenuButtonBoundingClientRect: () => ({ top: 48, height: 32, left: 281, right: 368, width: 87, bottom: 80 }),
    canIUse: () => true,
    nextTick: (work: () => void) => setTimeout(work),
    env: { USER_DATA_PATH: "wxfile://usr" },
    createSelectorQuery: selectorQuery,
    request: (request: RequestOptions) => send(request, options),
    scanCode: ({ success, fail }: Callbacks) => {
      const result = options.scans.shift();
      if (result === undefined) fail?.({ errMsg: "scanCode:fail cancel" });
      else success?.({ errMsg: "scanCode:ok", result });
    },
  };
  for (const name of RECORDED.split(" ")) wx[name] ??= recorder(name, log);
  return new Proxy(wx, {
    get(target, name) {
      if (typeof name === "symbol" || name in target) return Reflect.get(target, name);
      if (/^(on|off)[A-Z]/.test(name)) target[name] = () => undefined;
      return target[name];
    },
  });
}
