// A bad line between an import and the server: it can answer for the server, hang up, or swallow an answer.
import http from "node:http";
import type { AddressInfo } from "node:net";

/** What happens to a request: passed on; answered with a status; cut off; or done by the server, but never answered. */
export type Fate = "pass" | "cut" | "swallow" | { readonly status: number; readonly headers?: Record<string, string> };

export interface Line {
  readonly base_url: string;
  /** Bulk requests that came, in order of arrival. */
  readonly seen: readonly string[];
  close(): Promise<void>;
}

export async function badLine(target: string, fateOf: (nth: number, path: string) => Fate): Promise<Line> {
  const seen: string[] = [];
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => void handle(request, response, Buffer.concat(chunks)).catch(() => response.destroy()));
  });
  async function handle(request: http.IncomingMessage, response: http.ServerResponse, body: Buffer): Promise<void> {
    const path = request.url ?? "/";
    const bulk = path.endsWith("/bulk");
    if (bulk) seen.push(path);
    const fate = bulk ? fateOf(seen.length, path) : "pass";
    if (fate === "cut") return void response.destroy();
    if (typeof fate === "object") return void response.writeHead(fate.status, fate.headers).end("{}");
    const { authorization = "" } = request.headers;
    const answer = await fetch(target + path, {
      method: request.method ?? "GET",
      headers: { authorization, ...(body.length > 0 ? { "content-type": "application/json" } : {}) },
      ...(body.length > 0 ? { body } : {}),
    });
    const text = await answer.text();
    if (fate === "swallow") return; // The caller waits, and is killed by the test.
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" }).end(text);
  }
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    base_url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
