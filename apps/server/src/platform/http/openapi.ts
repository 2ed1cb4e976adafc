import type { OpenAPIV3_1 } from "openapi-types";
import { exampleData, type EventType, listEventTypes } from "../events/catalog.ts";
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
  const webhooks: Record<string, Record<string, Operation>> = {};
  for (const [type, spec] of listEventTypes()) webhooks[type] = { post: webhookOf(type, spec) };
  return {
    openapi: "3.1.0",
    info: { title: "回游 Huiyou API", version: "1", description: OVERVIEW },
    servers: [{ url: "/" }],
    tags: [...new Set(routes.map((definition) => definition.tag))].sort().map((name) => ({ name })),
    paths,
    webhooks,
    components: {
      schemas: { ...PROBLEM_SCHEMAS, ...(schemas.components as Record<string, Schema>) },
      securitySchemes: {
        bearer: {
          type: "http",
          scheme: "bearer",
          description:
            "API key (hy_live_…, hy_test_…), staff session (hy_ss_…), member session (hy_ms_…) or device (hy_dv_…)",
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

/** What anybody who integrates reads first. Texts of single routes are with the routes. */
const OVERVIEW = `One public API serves console, member app, gates, tills and integrators.

**Begin** with an API key of a sandbox (\`hy_test_…\`, console → Connections → API keys), put it under *Authorize*, and call
\`GET /v1/tenant\`. The quick start in docs/manual/quick-start.md takes five minutes; the typed client is packages/api-client.

**Repeat safely.** A POST that moves value takes an \`Idempotency-Key\`: the same key gets the first answer, byte for byte, for seven days.

**Errors** are \`application/problem+json\` with a stable \`code\`; \`detail\` follows \`Accept-Language\` (zh-CN, en, ko). All codes: docs/errors.md.

**Limits.** Every answer tells \`RateLimit-Limit\`, \`RateLimit-Remaining\` and \`RateLimit-Reset\` (seconds); beyond them 429 with \`Retry-After\`.
A key may have a limit of its own. Bodies: 1 MiB, bulk routes 8 MiB. Lists: 200 rows a page.

**Find a request** again by its \`X-Request-Id\` in the request log (console → Connections → Request log).

**Webhooks** (at the end of this page) tell what happens, signed by the Standard Webhooks specification: HMAC-SHA256 over
\`webhook-id.webhook-timestamp.body\`. At least once, in no promised order: keep \`webhook-id\` and skip what you have seen. Answer 2xx within
15 seconds. Ten attempts over three days, then the console can replay. 410 or five days of failure switch an endpoint off.`;

function webhookOf(type: string, { title, fields }: EventType): Operation {
  const data: Schema = {
    type: "object",
    required: Object.keys(fields),
    properties: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.schema as Schema])),
  };
  const schema: Schema = {
    type: "object",
    required: ["type", "timestamp", "data"],
    properties: { type: { const: type }, timestamp: { type: "string", format: "date-time" }, data },
  };
  const example = { type, timestamp: "2026-05-01T02:30:00.000Z", data: exampleData({ title, fields }) };
  return {
    operationId: `webhook_${type.replace(".", "_")}`,
    summary: `${title.en} · ${title["zh-CN"]}`,
    tags: ["events"],
    requestBody: { required: true, content: { "application/json": { schema, example } } },
    responses: { "204": { description: "Taken. Any 2xx is." }, "410": { description: "Switches the endpoint off" } },
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
  if (body) codes.push("malformed_json", "body_too_large", "media_type_not_supported", "busy");
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
