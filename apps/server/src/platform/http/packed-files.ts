// What every visitor loads: packed once and kept. Packing it anew for whoever asks would cost a processor and, by the hundred
// at once, more memory than the machine has.
import path from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";

const ENCODINGS = ["br", "gzip"] as const;
type Encoding = (typeof ENCODINGS)[number];

const packBrotli = promisify(brotliCompress);
const packGzip = promisify(gzip);
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 7 } };

/** Smaller than this it would hardly shrink, larger than that it is not ours. */
const SMALLEST_BYTES = 2_048;
const LARGEST_BYTES = 8 * 1024 * 1024;
const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml; charset=utf-8",
};

export interface Packable {
  /** Its address or path: what is kept is found by it. */
  name: string;
  size_bytes: number;
  /** Another one is another content. */
  stamp: string;
  read: () => Promise<Buffer>;
}

export interface PackedFiles {
  /** Sends it packed as the caller can read it; undefined where it is too small or none of our kinds, or they read none of our ways. */
  send(request: FastifyRequest, reply: FastifyReply, file: Packable): Promise<FastifyReply> | undefined;
}

/** As many as there are files: nobody outside makes one. */
export function createPackedFiles(): PackedFiles {
  const kept = new Map<string, { stamp: string; content: Promise<Buffer> }>();
  const packed = ({ name, stamp, read }: Packable, encoding: Encoding): Promise<Buffer> => {
    const key = `${encoding} ${name}`;
    const known = kept.get(key);
    if (known?.stamp === stamp) return known.content;
    const content = read().then((bytes) => (encoding === "br" ? packBrotli(bytes, QUALITY) : packGzip(bytes)));
    kept.set(key, { stamp, content });
    content.catch(() => kept.delete(key));
    return content;
  };
  return {
    send(request, reply, file) {
      const type = TYPES[path.extname(file.name)];
      if (type === undefined || file.size_bytes < SMALLEST_BYTES || file.size_bytes > LARGEST_BYTES) return undefined;
      reply.header("vary", "accept-encoding");
      const encoding = encodingFor(request.headers["accept-encoding"]);
      if (!encoding) return undefined;
      reply.type(type);
      return answer(request, reply, { etag: `"${file.stamp}-${encoding}"`, encoding }, packed(file, encoding));
    },
  };
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  { etag, encoding }: { etag: string; encoding: Encoding },
  content: Promise<Buffer>,
): Promise<FastifyReply> {
  reply.header("etag", etag);
  const known = request.headers["if-none-match"]?.split(",").some((one) => one.trim().replace(/^W\//, "") === etag);
  if (known) return reply.status(304).send();
  return reply.header("content-encoding", encoding).send(await content);
}

function encodingFor(accepted: string | string[] | undefined): Encoding | undefined {
  const named = [accepted ?? ""].flat().join(",").toLowerCase().split(",");
  const readable = new Set(
    named.flatMap((one) => {
      const [name = "", ...rest] = one.trim().split(/\s*;\s*/);
      return rest.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter)) ? [] : [name];
    }),
  );
  return ENCODINGS.find((encoding) => readable.has(encoding));
}
