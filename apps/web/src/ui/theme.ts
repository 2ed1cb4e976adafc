import type { ThemeConfig } from "antd";

const sans = '"Dot", -apple-system, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", system-ui, sans-serif';

/** Whoever asks the system for less motion gets none: panels that never moved need not be waited for either. */
const moves = !matchMedia("(prefers-reduced-motion: reduce)").matches;

/** The tokens of styles/tokens.css in Ant Design's words: hairlines instead of shadows, radius 4 everywhere. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: "#1D5C8A",
    colorSuccess: "#2C7A66",
    colorWarning: "#D99A1C",
    colorWarningText: "#9A5B2A",
    colorError: "#B8382A",
    colorLink: "#1D5C8A",
    colorBgLayout: "#F6F3EA",
    colorBgContainer: "#FFFFFF",
    colorText: "#1E2A32",
    colorTextSecondary: "#5A666C",
    colorTextPlaceholder: "#5A666C",
    colorTextDescription: "#5A666C",
    colorTextQuaternary: "#5A666C",
    colorBgContainerDisabled: "#F6F3EA",
    colorBorder: "#8C8674",
    colorBorderSecondary: "#E3DED0",
    colorSplit: "#EFEBDF",
    colorBgMask: "rgba(30, 42, 50, 0.3)",
    controlItemBgHover: "#FBF9F3",
    controlItemBgActive: "#E7EFF4",
    fontFamily: sans,
    fontSize: 14,
    lineHeight: 1.57,
    controlHeight: 32,
    borderRadius: 4,
    borderRadiusXS: 2,
    borderRadiusSM: 4,
    borderRadiusLG: 4,
    boxShadow: "none",
    boxShadowSecondary: "none",
    boxShadowTertiary: "none",
    motion: moves,
    motionDurationMid: "120ms",
    motionDurationSlow: "200ms",
    fontWeightStrong: 500,
    wireframe: false,
  },
  components: {
    Button: {
      primaryShadow: "none",
      defaultShadow: "none",
      dangerShadow: "none",
      contentFontSize: 14,
      contentFontSizeSM: 12,
      paddingInline: 12,
      paddingInlineSM: 8,
    },
    Checkbox: { borderRadiusSM: 2 },
    Input: { activeShadow: "none", errorActiveShadow: "none", warningActiveShadow: "none" },
    InputNumber: { activeShadow: "none" },
    Select: {
      activeOutlineColor: "transparent",
      multipleItemBg: "#F6F3EA",
      multipleItemBorderColor: "#E3DED0",
    },
    DatePicker: { activeShadow: "none" },
    Menu: { itemHeight: 36 },
    Modal: { titleFontSize: 16 },
    Tooltip: { colorBgSpotlight: "#1E2A32" },
    Form: { labelColor: "#5A666C", labelFontSize: 12, itemMarginBottom: 16, verticalLabelPadding: "0 0 4px" },
    Message: { contentBg: "#1E2A32", colorText: "#F6F3EA", colorTextHeading: "#F6F3EA" },
  },
};
