import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { AppError, type FieldError, type Language } from "../kernel/errors.ts";
import { refuseUnstorable } from "./body.ts";
import { refuseEndless } from "./endless-lists.ts";
import { fieldErrors } from "./issues.ts";
import type { Route } from "./route.ts";

export interface Input {
  params: unknown;
  query: unknown;
  body: unknown;
}

const zEmpty = z.strictObject({});
const zNoBody = zEmpty.optional();
const NOTHING = Object.freeze({});

/** All parts are judged, so that a caller sees every mistake at once. */
export function readInput(definition: Route, request: FastifyRequest, language: Language): Input {
  const errors: FieldError[] = [];
  const part = (schema: z.ZodType, value: unknown, base: string): unknown => {
    const refused = refuseUnstorable(value, base, language) ?? refuseEndless(schema, value, base, language);
    if (refused === undefined) {
      const result = schema.safeParse(value);
      if (result.success) return result.data;
      errors.push(...fieldErrors(result.error.issues, base, language));
    } else errors.push(refused);
    return undefined;
  };
  const { params, query, body } = definition;
  const input = {
    params: params ? part(params, request.params, "#/path") : NOTHING,
    query: query || !isEmpty(request.query) ? part(query ?? zEmpty, request.query, "#/query") : NOTHING,
    body: body || request.body !== undefined ? part(body ?? zNoBody, request.body, "") : undefined,
  };
  if (errors.length > 0) throw new AppError("invalid_request", {}, errors);
  return input;
}

function isEmpty(value: unknown): boolean {
  for (const _ in value as object) return false;
  return true;
}
