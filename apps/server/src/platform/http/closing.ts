import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";

declare module "fastify" {
  interface FastifyInstance {
    /** Aborted when the server begins to close. */
    closing: AbortSignal;
  }
}

/**
 * What would hold a closing server for a minute: streams, which do not end by themselves, connections that a browser
 * opened in advance, which Node counts as busy until their first request, and connections whose last request was still
 * running, which Node then keeps alive.
 */
export function letGoOnClose(server: FastifyInstance): void {
  const closing = new AbortController();
  const unused = new Set<Socket>();
  server.decorate("closing", closing.signal);
  server.server.on("connection", (socket: Socket) => {
    unused.add(socket);
    socket.once("close", () => unused.delete(socket));
  });
  server.server.on("request", ({ socket }) => unused.delete(socket));
  server.addHook("onResponse", (request, _, done) => {
    if (closing.signal.aborted) request.raw.socket.end();
    done();
  });
  server.addHook("preClose", async () => {
    closing.abort();
    for (const socket of unused) socket.destroy();
  });
}
