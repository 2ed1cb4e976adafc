import path from "node:path";
import { fileURLToPath } from "node:url";
import type { FastifyInstance } from "fastify";
import { setPageHeaders } from "./headers.ts";
import { buildOpenApi } from "./openapi.ts";
import type { Route } from "./route.ts";

/** The viewer's files come with its package: the page works without the internet. */
const VIEWER = path.join(path.dirname(fileURLToPath(import.meta.resolve("@fastify/swagger-ui"))), "static");
const VIEWER_FILES = new Set(["swagger-ui.css", "swagger-ui-bundle.js", "favicon-32x32.png"]);

const PAGE = `<!doctype html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>回游 API</title>
    <link rel="icon" href="/docs/favicon-32x32.png" />
    <link rel="stylesheet" href="/docs/swagger-ui.css" />
  </head>
  <body>
    <div id="docs"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;
const START = `SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  filter: true,
  docExpansion: "none",
  defaultModelsExpandDepth: 0,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  requestSnippetsEnabled: true,
  persistAuthorization: false,
  requestInterceptor: (request) => {
    request.headers["x-huiyou-client"] = "console";
    return request;
  },
});
`;

/** /openapi.json and its viewer at /docs. Needs the file sending of `addSites`. */
export function addDocs(server: FastifyInstance, routes: readonly Route[]): void {
  let document: string | undefined;
  server.get("/openapi.json", async (_, reply) => {
    // Written when somebody asks: starting does not wait for it.
    document ??= JSON.stringify(buildOpenApi(routes));
    return reply.type("application/json; charset=utf-8").header("cache-control", "no-cache").send(document);
  });
  server.get("/docs", async (_, reply) => {
    setPageHeaders(reply);
    return reply.type("text/html; charset=utf-8").send(PAGE);
  });
  server.get("/docs/start.js", async (_, reply) => reply.type("text/javascript; charset=utf-8").send(START));
  server.get<{ Params: { file: string } }>("/docs/:file", async (request, reply) => {
    if (!VIEWER_FILES.has(request.params.file)) return reply.callNotFound();
    return reply.header("cache-control", "public, max-age=86400").sendFile(request.params.file, VIEWER);
  });
}
