import type { FastifyReply, FastifyRequest } from "fastify";

const PAGE_POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  // The component library writes its styles at run time.
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const YEAR_SECONDS = 365 * 24 * 3600;

/** On every answer. Answers of the API are nobody's to keep; a page sets its own caching. */
export function setCommonHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.header("x-request-id", request.id);
  reply.header("x-content-type-options", "nosniff");
  reply.header("cache-control", "no-store");
  if (request.protocol === "https") reply.header("strict-transport-security", `max-age=${YEAR_SECONDS}`);
}

/** On whatever a browser shows or runs. */
export function setPageHeaders(reply: FastifyReply): void {
  reply.header("content-security-policy", PAGE_POLICY);
  reply.header("referrer-policy", "same-origin");
  reply.header("x-frame-options", "DENY");
  reply.header("cross-origin-opener-policy", "same-origin");
  reply.header("permissions-policy", "camera=(self), geolocation=(), microphone=(), payment=()");
}
