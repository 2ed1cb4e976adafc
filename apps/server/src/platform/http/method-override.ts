import type { IncomingMessage } from "node:http";

const HEADER = "x-http-method-override";

/**
 * A mini-program's request knows no PATCH: it sends POST and names the method it means. PATCH alone can be meant, and it asks for
 * nothing less than POST does: credentials, CSRF rule and rate limit see the request as the PATCH it is.
 */
export function applyMethodOverride(request: IncomingMessage): string {
  if (request.method === "POST" && request.headers[HEADER] === "PATCH") request.method = "PATCH";
  return request.url ?? "/";
}
