import path from "node:path";
import { defineConfig } from "@tarojs/cli";

const api_client = path.resolve(__dirname, "../../../packages/api-client/src");
/** TypeScript outside this project is transpiled only if a rule names its folder. */
const includeApiClient = (file: string) => file.startsWith(api_client);

/** One chunk for the frameworks, which change rarely, and one for us. */
function splitVendors(chain: { optimization: { splitChunks(options: object): void } }) {
  chain.optimization.splitChunks({
    chunks: "all",
    maxInitialRequests: 8,
    cacheGroups: {
      default: { minChunks: 2, priority: -20, reuseExistingChunk: true },
      defaultVendors: false,
      react: { name: "react", test: /[\\/]node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 20 },
      vendors: { name: "vendors", test: /[\\/]node_modules[\\/]/, priority: 10, chunks: "initial" },
    },
  });
}

export default defineConfig<"webpack5">(() => {
  const is_h5 = process.env["TARO_ENV"] === "h5";
  const api = process.env["TARO_APP_API"] ?? "http://127.0.0.1:8080";
  return {
    projectName: "huiyou-member",
    designWidth: 375,
    deviceRatio: { 375: 2, 640: 1.17, 750: 1, 828: 0.905 },
    sourceRoot: "src",
    outputRoot: `dist/${process.env["TARO_ENV"]}`,
    framework: "react",
    compiler: { type: "webpack5", prebundle: { enable: false } },
    cache: { enable: false },
    plugins: [path.join(__dirname, "accessibility.ts")],
    alias: { "@huiyou/api-client": path.join(api_client, "index.ts") },
    copy: { patterns: [], options: {} },
    // The browser talks to the server that served it; a mini-program must know its server when it is built.
    defineConstants: { API_BASE: JSON.stringify(is_h5 ? "" : api) },
    mini: {
      compile: { include: [includeApiClient] },
      // Lengths are drawn in px and laid out fluidly: scaling type with the screen would push it under 14 px.
      postcss: { pxtransform: { enable: false, config: {} }, cssModules: { enable: false, config: {} } },
    },
    h5: {
      publicPath: "./",
      staticDirectory: "static",
      router: { mode: "hash" },
      compile: { include: [includeApiClient] },
      output: { filename: "js/[name].[contenthash:8].js", chunkFilename: "js/[name].[contenthash:8].js" },
      miniCssExtractPluginOption: {
        ignoreOrder: true,
        filename: "css/[name].[contenthash:8].css",
        chunkFilename: "css/[name].[contenthash:8].css",
      },
      postcss: {
        autoprefixer: { enable: true, config: {} },
        pxtransform: { enable: false, config: {} },
        cssModules: { enable: false, config: {} },
      },
      webpackChain: splitVendors,
    },
  };
});
