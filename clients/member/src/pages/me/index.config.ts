export default definePageConfig({
  navigationStyle: "custom",
  // A browser has its own way to load anew.
  enablePullDownRefresh: process.env.TARO_ENV === "weapp",
});
