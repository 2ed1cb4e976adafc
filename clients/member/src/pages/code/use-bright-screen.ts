import Taro from "@tarojs/taro";
import { useEffect } from "react";

/** A code is shown to a scanner: the screen goes bright and stays on, and is put back afterwards. Browsers cannot. */
export function useBrightScreen(is_shown: boolean): void {
  useEffect(() => {
    if (process.env.TARO_ENV !== "weapp" || !is_shown) return undefined;
    let before: number | undefined;
    let is_over = false;
    void Taro.getScreenBrightness().then(({ value }) => {
      if (is_over) return;
      before = value;
      void Taro.setScreenBrightness({ value: 1 });
    });
    void Taro.setKeepScreenOn({ keepScreenOn: true });
    return () => {
      is_over = true;
      void Taro.setKeepScreenOn({ keepScreenOn: false });
      if (before !== undefined) void Taro.setScreenBrightness({ value: before });
    };
  }, [is_shown]);
}
