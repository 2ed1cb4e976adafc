// A carrier's server, for real: on a port of its own, saying what it is told to say and keeping what it was asked.
import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";

export interface Request {
  method: string;
  url: URL;
  headers: http.IncomingHttpHeaders;
  body: string;
}
export type Reply = { status?: number; body: object } | "hang" | "cut";

export interface OutsideServer {
  url: string;
  requests: Request[];
  behave(answer: (request: Request) => Reply): void;
}

export async function startOutsideServer(): Promise<OutsideServer> {
  let current: (request: Request) => Reply = () => ({ body: {} });
  const requests: Request[] = [];
  const server = http.createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const url = new URL(incoming.url ?? "/", `http://${incoming.headers.host}`);
      const body = Buffer.concat(chunks).toString("utf8");
      const request = { method: incoming.method ?? "", url, headers: incoming.headers, body };
      requests.push(request);
      const reply = current(request);
      if (reply === "hang") return;
      if (reply === "cut") return void incoming.socket.destroy();
      response.writeHead(reply.status ?? 200, { "content-type": "application/json" }).end(JSON.stringify(reply.body));
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    behave: (answer) => {
      current = answer;
    },
  };
}
