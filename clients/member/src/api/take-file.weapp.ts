import Taro from "@tarojs/taro";
import { session } from "../state/personal.ts";

/** A mini-program cannot save to the phone: WeChat sends the file to a chat, one's own among them. */
export async function takeFile(path: string, name: string): Promise<void> {
  const header = { authorization: `Bearer ${session.get()?.token ?? ""}` };
  const { statusCode, tempFilePath } = await Taro.downloadFile({ url: API_BASE + path, header });
  if (statusCode !== 200) throw new Error(`the file answered ${statusCode}`);
  await Taro.shareFileMessage({ filePath: tempFilePath, fileName: name });
}
