import { isUtf8 } from "node:buffer";
import type { Readable } from "node:stream";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { AppError, type FieldError, type Language } from "../kernel/errors.ts";
import { fieldText } from "../i18n/field-texts.ts";
import { pointerOf } from "./issues.ts";

export const BODY_LIMIT = 1024 * 1024;
const MAX_DEPTH = 32;

declare module "fastify" {
  interface FastifyRequest {
    /** The bytes as they came: what an idempotency key is bound to. */
    raw_body: Buffer | undefined;
    /** What comes in on a route for uploads. */
    upload: Readable | undefined;
  }
  interface FastifyContextConfig {
    upload_limit?: number;
  }
}

/** JSON is what we read, its bytes kept beside the value; a route for uploads gets anything else as the stream it is. */
export function addBodyParser(server: FastifyInstance): void {
  server.decorateRequest("raw_body", undefined);
  server.decorateRequest("upload", undefined);
  server.removeAllContentTypeParsers();
  server.addContentTypeParser<Buffer>("application/json", { parseAs: "buffer" }, (request, bytes, done) => {
    request.raw_body = bytes;
    const encoding = request.headers["content-encoding"];
    const is_upload = request.routeOptions.config.upload_limit !== undefined;
    if (is_upload || (encoding !== undefined && encoding !== "identity"))
      return done(new AppError("media_type_not_supported"));
    if (bytes.length === 0) return done(null, undefined);
    // Decoding would silently replace broken bytes: what we keep must be what was sent.
    if (!isUtf8(bytes)) return done(new AppError("malformed_json"));
    try {
      done(null, JSON.parse(bytes.toString("utf8")));
    } catch {
      done(new AppError("malformed_json"));
    }
  });
  server.addContentTypeParser("*", (request: FastifyRequest, content: Readable, done) => {
    const { upload_limit } = request.routeOptions.config;
    if (upload_limit === undefined || request.headers["content-encoding"] !== undefined)
      return done(new AppError("media_type_not_supported"));
    // Refused before it is read where the caller says how long it is; whoever does not is counted on the way.
    if (Number(request.headers["content-length"] ?? 0) > upload_limit)
      return done(new AppError("body_too_large", { limit_bytes: upload_limit }));
    request.upload = content;
    done(null, undefined);
  });
}

/** Text no database can hold, or nesting no schema means: the first of it, wherever it hides. A schema judges the rest. */
export function refuseUnstorable(value: unknown, base: string, language: Language): FieldError | undefined {
  // Nearly every request is fine: the path to the place is worked out only when there is something to say.
  if (!findUnstorable(value, 0)) return undefined;
  const path: (string | number)[] = [];
  const code = locate(value, path);
  return {
    pointer: pointerOf(base, path),
    code,
    detail: fieldText(language, code, { maximum: MAX_DEPTH }),
  };
}

function textFault(text: string): string | undefined {
  if (text.includes("\0")) return "text_has_nul";
  return text.isWellFormed() ? undefined : "text_not_well_formed";
}

function findUnstorable(value: unknown, depth: number): boolean {
  if (typeof value === "string") return textFault(value) !== undefined;
  if (typeof value !== "object" || value === null) return false;
  if (depth >= MAX_DEPTH) return true;
  if (Array.isArray(value)) {
    for (const item of value) if (findUnstorable(item, depth + 1)) return true;
    return false;
  }
  for (const key in value) {
    if (textFault(key) !== undefined) return true;
    if (findUnstorable((value as Record<string, unknown>)[key], depth + 1)) return true;
  }
  return false;
}

function locate(value: unknown, path: (string | number)[]): string {
  if (typeof value === "string") return textFault(value) ?? "invalid";
  if (path.length >= MAX_DEPTH) return "too_deep";
  for (const [key, item] of Object.entries(value as object)) {
    const faulty = textFault(key);
    if (faulty === undefined && !findUnstorable(item, path.length + 1)) continue;
    path.push(Array.isArray(value) ? Number(key) : key);
    return faulty ?? locate(item, path);
  }
  return "invalid";
}
