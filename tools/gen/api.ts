// The API's own papers: OpenAPI and the client's types. From the routes; no database needed.
import { buildOpenApi } from "../../apps/server/src/platform/http/openapi.ts";
import { routes } from "../../apps/server/src/roles/routes.ts";
import { apiTypes } from "./api-types.ts";
import type { Output } from "./output.ts";

export function apiOutputs(): Output[] {
  const document = buildOpenApi(routes);
  return [
    { file: "docs/api/openapi.json", text: `${JSON.stringify(document, null, 2)}\n` },
    { file: "packages/api-client/src/routes.gen.ts", text: apiTypes(document) },
  ];
}
