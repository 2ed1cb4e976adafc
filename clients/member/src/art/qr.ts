import qrcode from "qrcode-generator";
import { remember } from "./data-url.ts";

/** A QR code as a GIF without margin: the page gives it its quiet zone. */
export const qrImage = remember((text: string) => {
  const code = qrcode(0, "M");
  code.addData(text);
  code.make();
  return code.createDataURL(12, 0);
});
