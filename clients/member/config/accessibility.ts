import path from "node:path";
import type { IPluginContext } from "@tarojs/service";
/** What our elements say to a screen reader: attribute of the template → prop of the element. */
import attributes from "./accessibility.json";

interface MiniPlatform {
  ctx: IPluginContext;
  runtimePath: string | string[];
  template: { mergeComponents(ctx: IPluginContext, patch: Record<string, Record<string, string>>): void };
}

const isMini = (platform: Partial<MiniPlatform>): platform is MiniPlatform => platform.template !== undefined;

/** WeChat reads ARIA attributes aloud, but Taro's templates leave them out. */
export default function accessibility(ctx: IPluginContext): void {
  ctx.registerMethod({
    name: "onSetupClose",
    fn(platform: Partial<MiniPlatform>) {
      if (!isMini(platform)) return;
      platform.template.mergeComponents(platform.ctx, { View: attributes, Image: attributes, Input: attributes });
      const runtime = path.join(__dirname, "accessibility-runtime.js");
      platform.runtimePath = [platform.runtimePath, runtime].flat();
    },
  });
}
