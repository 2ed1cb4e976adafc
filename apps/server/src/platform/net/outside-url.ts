import { isIP } from "node:net";
import type { AddressRules } from "./address-rules.ts";

export interface UrlRules {
  mode: "live" | "sandbox";
  addresses: AddressRules;
}

const WEB_PORTS = new Set(["", "80", "443"]);
const FIRST_FREE_PORT = 1_024;

/** What can be seen from the words alone; where a name leads is looked at when it is called. */
export function isOutsideUrl(text: string, { mode, addresses }: UrlRules): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url) return false;
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const plain_is_fine = mode === "sandbox" || addresses.isAllowed(host);
  return (
    (url.protocol === "https:" || (url.protocol === "http:" && plain_is_fine)) &&
    url.username === "" &&
    url.password === "" &&
    (WEB_PORTS.has(url.port) || Number(url.port) >= FIRST_FREE_PORT) &&
    isOutsideHost(host, addresses)
  );
}

export function isOutsideHost(host: string, addresses: AddressRules): boolean {
  return isIP(host) === 0 ? host.includes(".") : addresses.isPublic(host) || addresses.isAllowed(host);
}
