import type { OpenAPIV3_1 } from "openapi-types";
import { findErrorSpec } from "../kernel/errors.ts";
import "../db/idempotency.ts";
import "./errors.ts";
import { SESSION_COOKIE } from "./guard.ts";
import { type JsonSchema, type SchemaBook, writeSchemas } from "./openapi-schemas.ts";
import { type Route, routeName } from "./route.ts";

type Operation = OpenAPIV3_1.OperationObject;
type Schema = OpenAPIV3_1.SchemaObject;

const text: Schema = { type: "string" };
const PROBLEM_SCHEMAS: Record<string, Schema> = {
  FieldError: {
    type: "object",
    required: ["pointer", "code", "detail"],
    properties: {
      pointer: { type: "string", description: "JSON Pointer into the body, or #/query/…, #/path/…" },
      code: text,
      detail: text,
    },
  },
  Problem: {
    type: "object",
    description: "RFC 9457. Some codes carry further members.",
    required: ["type", "title", "status", "code", "detail", "request_id"],
    properties: {
      type: text,
      title: text,
      status: { type: "integer" },
      code: { type: "string", description: "Stable; see docs/errors.md" },
      detail: { type: "string", description: "In the language of Accept-Language: zh-CN, en or ko" },
      request_id: text,
      errors: { type: "array", items: { $ref: "#/components/schemas/FieldError" } },
    },
  },
};

/** OpenAPI 3.1 of the routes, from the schemas that validate them. */
export function buildOpenApi(routes: readonly Route[]): OpenAPIV3_1.Document {
  const schemas = writeSchemas(routes);
  const paths: Record<string, Record<string, Operation>> = {};
  for (const definition of routes) {
    const path = definition.path.replace(/:(\w+)/g, "{$1}");
    paths[path] ??= {};
    paths[path][definition.method.toLowerCase()] = operationOf(definition, schemas);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "回游 Huiyou API",
      version: "1",
      description: "One public API serves console, member app, gates, tills and integrators.",
    },
    servers: [{ url: "/" }],
    tags: [...new Set(routes.map((definition) => definition.tag))].sort().map((name) => ({ name })),
    paths,
    components: {
      schemas: { ...PROBLEM_SCHEMAS, ...(schemas.components as Record<string, Schema>) },
      securitySchemes: {
        bearer: {
          type: "http",
          scheme: "bearer",
          description: "API key (hy_live_…, hy_test_…), staff session (hy_ss_…) or member session (hy_ms_…)",
        },
        console: {
          type: "apiKey",
          in: "cookie",
          name: SESSION_COOKIE,
          description: "The console's session; writes also send x-huiyou-client: console",
        },
      },
    },
  };
}

function operationOf(definition: Route, schemas: SchemaBook): Operation {
  const { actors, permission } = definition.access;
  const body = schemas.input(definition, "body");
  return {
    operationId: operationId(definition),
    summary: definition.summary,
    ...(definition.description === undefined ? {} : { description: definition.description }),
    tags: [definition.tag],
    security: securityOf(definition),
    parameters: parametersOf(definition, schemas),
    ...(body === undefined ? {} : { requestBody: { required: true, content: json(body) } }),
    ...(definition.upload_limit === undefined ? {} : { requestBody: { required: true, content: binary() } }),
    responses: { ...successesOf(definition, schemas), ...problemsOf(definition) },
    ...({ "x-huiyou-access": { actors, ...(permission === undefined ? {} : { permission }) } } as object),
  };
}

/** `GET /v1/members/{member_id}/lots` is `get_members_by_member_id_lots`. */
function operationId({ method, path }: Route): string {
  const words = path.replace(/^\/v1\//, "").replace(/:(\w+)/g, "by_$1");
  return `${method.toLowerCase()}_${words.replace(/\W+/g, "_")}`;
}

function securityOf({ access }: Route): Record<string, string[]>[] {
  const ways: Record<string, string[]>[] = [];
  if (access.actors.includes("public")) ways.push({});
  if (access.actors.some((actor) => actor !== "public")) ways.push({ bearer: [] });
  if (access.actors.includes("staff")) ways.push({ console: [] });
  return ways;
}

function parametersOf(definition: Route, schemas: SchemaBook): OpenAPIV3_1.ParameterObject[] {
  const fields = (place: "path" | "query", schema: JsonSchema | undefined): OpenAPIV3_1.ParameterObject[] =>
    Object.entries((schema?.["properties"] ?? {}) as Record<string, Schema>).map(([name, field]) => ({
      name,
      in: place,
      required: place === "path" || ((schema?.["required"] ?? []) as string[]).includes(name),
      // The package's parameter schema is still that of OpenAPI 3.0.
      schema: field as OpenAPIV3_1.ReferenceObject,
    }));
  const parameters: OpenAPIV3_1.ParameterObject[] = [
    ...fields("path", schemas.input(definition, "params")),
    ...fields("query", schemas.input(definition, "query")),
  ];
  if (definition.idempotency !== undefined) {
    parameters.push({
      name: "Idempotency-Key",
      in: "header",
      required: definition.idempotency === "required",
      schema: { type: "string", minLength: 1, maxLength: 200 },
      description: "A retry sends the same key and gets the first answer",
    });
  }
  return parameters;
}

function successesOf(definition: Route, schemas: SchemaBook): Record<string, OpenAPIV3_1.ResponseObject> {
  const responses: Record<string, OpenAPIV3_1.ResponseObject> = {};
  for (const status of Object.keys(definition.response)) {
    const schema = schemas.output(definition, Number(status));
    const description = DESCRIPTIONS[status] ?? "Done";
    if (definition.produces !== undefined) {
      responses[status] = { description, content: { [definition.produces]: { schema: text } } };
    } else responses[status] = schema === undefined ? { description } : { description, content: json(schema) };
  }
  return responses;
}

const DESCRIPTIONS: Record<string, string> = { "200": "OK", "201": "Created", "202": "Accepted", "204": "No content" };

/** Grouped by status: what this route may answer, and what every route of its kind may. */
function problemsOf(definition: Route): Record<string, OpenAPIV3_1.ResponseObject> {
  const byStatus = new Map<number, string[]>();
  for (const code of errorCodesOf(definition)) {
    const status = findErrorSpec(code)?.status;
    if (status === undefined) throw new Error(`${routeName(definition)}: ${code} is not registered`);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const responses: Record<string, OpenAPIV3_1.ResponseObject> = {};
  for (const [status, codes] of [...byStatus].sort(([a], [b]) => a - b)) {
    responses[String(status)] = {
      description: codes.map((code) => `\`${code}\` ${findErrorSpec(code)?.title.en}`).join(" · "),
      content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      ...({ "x-huiyou-codes": codes } as object),
    };
  }
  return responses;
}

function errorCodesOf(definition: Route): string[] {
  const { access, idempotency, body } = definition;
  const isPublic = access.actors.includes("public");
  const codes = ["invalid_request", ...(definition.errors ?? [])];
  if (body) codes.push("malformed_json", "body_too_large", "media_type_not_supported");
  if (idempotency !== undefined) codes.push("idempotency_key_invalid", "idempotency_conflict");
  if (idempotency === "required") codes.push("idempotency_key_required");
  if (!isPublic) codes.push("unauthenticated", "actor_not_allowed");
  if (access.permission !== undefined) codes.push("permission_missing");
  if (access.actors.includes("staff") && definition.method !== "GET") codes.push("csrf_refused");
  return [...new Set([...codes, "rate_limited", "internal_error", "unavailable"])];
}

function binary() {
  return { "application/octet-stream": { schema: { type: "string", format: "binary" } as Schema } };
}

function json(schema: JsonSchema) {
  return { "application/json": { schema: schema as Schema } };
}
