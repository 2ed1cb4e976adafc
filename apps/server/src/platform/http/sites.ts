import type { Stats } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../kernel/errors.ts";
import { setPageHeaders } from "./headers.ts";
import { createPackedFiles, type PackedFiles } from "./packed-files.ts";

/** A built single-page client and where it is mounted. */
export interface Site {
  /** "/" or "/m/" */
  prefix: string;
  /** Folder of the build. */
  root: string;
  /** What builds it, for whoever opens the page too early. */
  build: string;
}

const HASHED = /[.-][\w-]{8}\.(?:js|mjs|css|woff2?|png|jpe?g|svg|webp|wasm)$/;

/** Serves the clients: hashed files for ever, pages always fresh, every path of a client's own router its page. */
export async function addSites(server: FastifyInstance, sites: readonly Site[]): Promise<void> {
  // The deepest mount answers first: /m/ before /.
  const byDepth = [...sites].sort((a, b) => b.prefix.length - a.prefix.length);
  // Nothing is served by itself: every file is sent with the root it was found in.
  await server.register(fastifyStatic, {
    root: import.meta.dirname,
    serve: false,
    dotfiles: "ignore",
    cacheControl: false,
  });
  const files = createPackedFiles();
  server.get("/*", { compress: false }, async (request, reply) => {
    const pathname = pathOf(request);
    const site = byDepth.find(({ prefix }) => pathname.startsWith(prefix) || `${pathname}/` === prefix);
    if (!site || pathname.startsWith("/v1/")) throw new AppError("route_not_found");
    setPageHeaders(reply);
    // Relative addresses inside the page need the slash.
    if (`${pathname}/` === site.prefix) return reply.redirect(site.prefix, 308);
    return sendFrom({ site, files, request, reply }, pathname.slice(site.prefix.length));
  });
}

function pathOf(request: FastifyRequest): string {
  const raw = request.url.split("?", 1)[0] ?? "/";
  try {
    return decodeURIComponent(raw);
  } catch {
    throw new AppError("malformed_request");
  }
}

interface Visit {
  site: Site;
  files: PackedFiles;
  request: FastifyRequest;
  reply: FastifyReply;
}

async function sendFrom(visit: Visit, name: string): Promise<FastifyReply> {
  const { site, request, reply } = visit;
  const found = await findFile(site, name);
  if (found) {
    reply.header("cache-control", HASHED.test(name) ? "public, max-age=31536000, immutable" : "no-cache");
    return sendFound(visit, name, found);
  }
  // A missing script must not be answered with a page: the browser would run it.
  if (path.basename(name).includes(".") || !acceptsPages(request)) throw new AppError("route_not_found");
  for (const page of [`${name.split("/")[0]}.html`, "index.html"]) {
    const its_page = await findFile(site, page);
    if (!its_page) continue;
    reply.header("cache-control", "no-cache");
    return sendFound(visit, page, its_page);
  }
  return reply
    .status(503)
    .type("text/html; charset=utf-8")
    .send(await notBuiltPage(site));
}

async function sendFound({ site, files, request, reply }: Visit, name: string, found: Stats): Promise<FastifyReply> {
  const full = path.join(site.root, name);
  const stamp = `${found.size.toString(36)}-${Math.round(found.mtimeMs).toString(36)}`;
  const file = { name: full, size_bytes: found.size, stamp, read: () => readFile(full) };
  return files.send(request, reply, file) ?? reply.sendFile(name, site.root);
}

const acceptsPages = (request: FastifyRequest) => /text\/html|\*\/\*/.test(request.headers.accept ?? "*/*");

async function findFile(site: Site, name: string): Promise<Stats | undefined> {
  const full = path.join(site.root, name);
  if (name === "" || name.includes("\0") || !full.startsWith(site.root + path.sep)) return undefined;
  if (name.split("/").some((part) => part.startsWith("."))) return undefined;
  const found = await stat(full).catch(() => undefined);
  return found?.isFile() ? found : undefined;
}

async function notBuiltPage(site: Site): Promise<string> {
  const page = await readFile(path.join(import.meta.dirname, "not-built.html"), "utf8");
  return page.replaceAll("{build}", site.build);
}
