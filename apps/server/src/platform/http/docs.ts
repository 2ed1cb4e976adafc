import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { FastifyInstance } from "fastify";
import { setPageHeaders } from "./headers.ts";
import { buildOpenApi } from "./openapi.ts";
import { createPackedFiles } from "./packed-files.ts";
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
  const files = createPackedFiles();
  let document: { text: Buffer; stamp: string } | undefined;
  server.get("/openapi.json", { compress: false }, async (request, reply) => {
    // Written when somebody asks: starting does not wait for it.
    const { text, stamp } = (document ??= writeDocument(routes));
    reply.type("application/json; charset=utf-8").header("cache-control", "no-cache");
    const file = { name: "/openapi.json", size_bytes: text.length, stamp, read: () => Promise.resolve(text) };
    return files.send(request, reply, file) ?? reply.send(text);
  });
  server.get("/docs", async (_, reply) => {
    setPageHeaders(reply);
    return reply.type("text/html; charset=utf-8").send(PAGE);
  });
  server.get("/docs/start.js", async (_, reply) => reply.type("text/javascript; charset=utf-8").send(START));
  server.get<{ Params: { file: string } }>("/docs/:file", { compress: false }, async (request, reply) => {
    const { file } = request.params;
    if (!VIEWER_FILES.has(file)) return reply.callNotFound();
    reply.header("cache-control", "public, max-age=86400");
    const full = path.join(VIEWER, file);
    const { size: size_bytes } = await stat(full);
    // They change with the package, and the process with it.
    const content = { name: full, size_bytes, stamp: size_bytes.toString(36), read: () => readFile(full) };
    return files.send(request, reply, content) ?? reply.sendFile(file, VIEWER);
  });
}

function writeDocument(routes: readonly Route[]): { text: Buffer; stamp: string } {
  const text = Buffer.from(JSON.stringify(buildOpenApi(routes)));
  return { text, stamp: createHash("sha256").update(text).digest("base64url").slice(0, 12) };
}
