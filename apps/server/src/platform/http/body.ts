import { isUtf8 } from "node:buffer";
import type { FastifyInstance } from "fastify";
import { AppError, type FieldError, type Language } from "../kernel/errors.ts";
import { fieldText } from "../i18n/field-texts.ts";
import { pointerOf } from "./issues.ts";

export const BODY_LIMIT = 1024 * 1024;
const MAX_DEPTH = 32;

declare module "fastify" {
  interface FastifyRequest {
    /** The bytes as they came: what an idempotency key is bound to. */
    raw_body: Buffer | undefined;
  }
}

/** JSON is the only thing we read; the bytes are kept beside the value. */
export function addBodyParser(server: FastifyInstance): void {
  server.decorateRequest("raw_body", undefined);
  server.removeAllContentTypeParsers();
  server.addContentTypeParser<Buffer>("application/json", { parseAs: "buffer" }, (request, bytes, done) => {
    request.raw_body = bytes;
    if (bytes.length === 0) return done(null, undefined);
    // Decoding would silently replace broken bytes: what we keep must be what was sent.
    if (!isUtf8(bytes)) return done(new AppError("malformed_json"));
    try {
      done(null, JSON.parse(bytes.toString("utf8")));
    } catch {
      done(new AppError("malformed_json"));
    }
  });
}

/** Text no database can hold and nesting no schema means, wherever they hide; a schema then judges the rest. */
export function refuseUnstorable(value: unknown, base: string, language: Language): FieldError[] {
  const errors: FieldError[] = [];
  const path: (string | number)[] = [];
  const refuse = (code: string, data?: Record<string, unknown>) =>
    errors.push({ pointer: pointerOf(base, path), code, detail: fieldText(language, code, data) });
  const checkText = (text: string) => {
    if (text.includes("\0")) refuse("text_has_nul");
    else if (!text.isWellFormed()) refuse("text_not_well_formed");
  };
  const visit = (item: unknown): void => {
    if (errors.length > 0) return;
    if (typeof item === "string") return checkText(item);
    if (typeof item !== "object" || item === null) return;
    if (path.length >= MAX_DEPTH) {
      refuse("too_deep", { maximum: MAX_DEPTH });
      return;
    }
    if (Array.isArray(item)) {
      for (let index = 0; index < item.length; index++) {
        path.push(index);
        visit(item[index]);
        path.pop();
      }
      return;
    }
    for (const key in item) {
      path.push(key);
      checkText(key);
      visit((item as Record<string, unknown>)[key]);
      path.pop();
    }
  };
  visit(value);
  return errors;
}
