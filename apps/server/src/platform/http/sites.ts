import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../kernel/errors.ts";
import { setPageHeaders } from "./headers.ts";

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
  server.get("/*", async (request, reply) => {
    const pathname = pathOf(request);
    const site = byDepth.find(({ prefix }) => pathname.startsWith(prefix) || `${pathname}/` === prefix);
    if (!site || pathname.startsWith("/v1/")) throw new AppError("route_not_found");
    setPageHeaders(reply);
    // Relative addresses inside the page need the slash.
    if (`${pathname}/` === site.prefix) return reply.redirect(site.prefix, 308);
    return sendFrom(site, pathname.slice(site.prefix.length), request, reply);
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

async function sendFrom(site: Site, name: string, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  if (await isFile(site, name)) {
    reply.header("cache-control", HASHED.test(name) ? "public, max-age=31536000, immutable" : "no-cache");
    return reply.sendFile(name, site.root);
  }
  // A missing script must not be answered with a page: the browser would run it.
  if (path.basename(name).includes(".") || !acceptsPages(request)) throw new AppError("route_not_found");
  for (const page of [`${name.split("/")[0]}.html`, "index.html"]) {
    if (await isFile(site, page)) return reply.header("cache-control", "no-cache").sendFile(page, site.root);
  }
  return reply
    .status(503)
    .type("text/html; charset=utf-8")
    .send(await notBuiltPage(site));
}

const acceptsPages = (request: FastifyRequest) => /text\/html|\*\/\*/.test(request.headers.accept ?? "*/*");

async function isFile(site: Site, name: string): Promise<boolean> {
  const full = path.join(site.root, name);
  if (name === "" || name.includes("\0") || !full.startsWith(site.root + path.sep)) return false;
  if (name.split("/").some((part) => part.startsWith("."))) return false;
  return (await stat(full).catch(() => undefined))?.isFile() ?? false;
}

async function notBuiltPage(site: Site): Promise<string> {
  const page = await readFile(path.join(import.meta.dirname, "not-built.html"), "utf8");
  return page.replaceAll("{build}", site.build);
}
