// Somebody else's server, for real: on a port of its own, doing what it is told.
import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";

export interface Received {
  path: string;
  headers: http.IncomingHttpHeaders;
  body: string;
}

export type Behaviour = (response: http.ServerResponse, received: Received) => void;

export const answer =
  (status: number, body = "", headers: Record<string, string> = {}): Behaviour =>
  (response) =>
    void response.writeHead(status, headers).end(body);
export const hang: Behaviour = () => undefined;

export interface Receiver {
  readonly url: string;
  readonly port: number;
  readonly received: Received[];
  behave(behaviour: Behaviour): void;
  ids(): string[];
}

export async function startReceiver(behaviour: Behaviour = answer(204)): Promise<Receiver> {
  let current = behaviour;
  const received: Received[] = [];
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const one = { path: request.url ?? "", headers: request.headers, body: Buffer.concat(chunks).toString("utf8") };
      received.push(one);
      current(response, one);
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    port,
    received,
    behave: (next) => {
      current = next;
    },
    ids: () => received.map(({ headers }) => String(headers["webhook-id"])),
  };
}
