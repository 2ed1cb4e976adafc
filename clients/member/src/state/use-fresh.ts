import Taro, { useDidShow, usePullDownRefresh } from "@tarojs/taro";

/** Long enough to be seen. */
const SEEN_MS = 600;

/** Asks when the page is seen again, and in WeChat when it is pulled down. */
export function useFresh(ask: () => void): void {
  useDidShow(ask);
  usePullDownRefresh(() => {
    ask();
    setTimeout(() => Taro.stopPullDownRefresh(), SEEN_MS);
  });
}
