// Evaluated at build time, once per target.
const is_h5 = process.env.TARO_ENV === "h5";
const icon = (name: string) => `assets/tabs/${name}.png`;
const tab = (name: string, text: string) => ({
  pagePath: `pages/${name}/index`,
  text,
  ...(is_h5 ? {} : { iconPath: icon(name), selectedIconPath: icon(`${name}-on`) }),
});

export default defineAppConfig({
  pages: [
    "pages/home/index",
    "pages/code/index",
    "pages/points/index",
    "pages/me/index",
    "pages/login/index",
    "pages/visits/index",
    "pages/lots/index",
    "pages/policy/index",
    "pages/profile/index",
    "pages/birthday/index",
    "pages/identities/index",
    "pages/family/index",
    "pages/privacy/index",
    "pages/loss/index",
  ],
  subPackages: [
    {
      root: "packageStaff",
      pages: ["home/index", "sign-in/index", "gate/index", "lookup/index", "register/index", "poster/index"],
    },
  ],
  window: {
    navigationStyle: "custom",
    navigationBarTitleText: "回游",
    navigationBarTextStyle: "black",
    navigationBarBackgroundColor: "#F6F3EA",
    backgroundColor: "#F6F3EA",
    backgroundTextStyle: "dark",
  },
  tabBar: {
    // The browser draws our own bar (src/ui/tab-bar.tsx): real buttons, 14 px labels.
    custom: is_h5,
    color: "#5A666C",
    selectedColor: "#1D5C8A",
    backgroundColor: "#FFFFFF",
    borderStyle: "white",
    list: [tab("home", "首页"), tab("code", "会员码"), tab("points", "积分"), tab("me", "我的")],
  },
});
