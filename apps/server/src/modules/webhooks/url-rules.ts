import { isIP } from "node:net";
import { AppError } from "../../platform/kernel/errors.ts";
import type { AddressRules } from "./receiver-address.ts";

export interface UrlRules {
  mode: "live" | "sandbox";
  addresses: AddressRules;
}

const WEB_PORTS = new Set(["", "80", "443"]);
const FIRST_FREE_PORT = 1_024;

/** What can be seen from the words alone; where a name leads is looked at when it is called. @throws webhook_url_refused */
export function checkUrl(text: string, { mode, addresses }: UrlRules): void {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) throw new AppError("webhook_url_refused");
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const plain_is_fine = mode === "sandbox" || addresses.isAllowed(host);
  const fine =
    (url.protocol === "https:" || (url.protocol === "http:" && plain_is_fine)) &&
    url.username === "" &&
    url.password === "" &&
    (WEB_PORTS.has(url.port) || Number(url.port) >= FIRST_FREE_PORT) &&
    (isIP(host) === 0 ? host.includes(".") : addresses.isPublic(host) || addresses.isAllowed(host));
  if (!fine) throw new AppError("webhook_url_refused");
}
