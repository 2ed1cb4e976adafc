// The API's own papers: OpenAPI and the client's types. From the routes; no database needed.
import { buildOpenApi } from "../../apps/server/src/platform/http/openapi.ts";
import { apiTypes } from "./api-types.ts";
import type { Output } from "./output.ts";

export async function apiOutputs(): Promise<Output[]> {
  // Imported late: the list of errors tells rooms apart by loading one after the other.
  const { routes } = await import("../../apps/server/src/roles/routes.ts");
  const document = buildOpenApi(routes);
  return [
    { file: "docs/api/openapi.json", text: `${JSON.stringify(document, null, 2)}\n` },
    { file: "packages/api-client/src/routes.gen.ts", text: apiTypes(document) },
  ];
}
