// Compile time and run time number the attributes of an element alike only if both know all of them.
import { mergeInternalComponents } from "@tarojs/shared";
import attributes from "./accessibility.json";

mergeInternalComponents({ View: attributes, Image: attributes, Input: attributes });
