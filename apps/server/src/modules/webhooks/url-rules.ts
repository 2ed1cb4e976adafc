import { AppError } from "../../platform/kernel/errors.ts";
import { isOutsideUrl, type UrlRules } from "../../platform/net/outside-url.ts";

/** @throws webhook_url_refused */
export function checkUrl(text: string, rules: UrlRules): void {
  if (!isOutsideUrl(text, rules)) throw new AppError("webhook_url_refused");
}
