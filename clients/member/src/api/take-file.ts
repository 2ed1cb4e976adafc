// A file of one's own in the browser: fetched with the session, then saved under its name. Its twin hands it to WeChat.
import { session } from "../state/personal.ts";

/** @throws when it could not be had */
export async function takeFile(path: string, name: string): Promise<void> {
  const answer = await fetch(path, { headers: { authorization: `Bearer ${session.get()?.token ?? ""}` } });
  if (!answer.ok) throw new Error(`the file answered ${answer.status}`);
  const address = window.URL.createObjectURL(await answer.blob());
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  window.URL.revokeObjectURL(address);
}
