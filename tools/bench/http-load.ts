// A load generator that costs little beside the server it measures: HTTP/1.1 over plain sockets, one request in flight each.
import net from "node:net";

export interface LoadRequest {
  path: string;
  headers: Record<string, string>;
  body: string;
}

export interface LoadReport {
  per_second: number;
  latencies_ms: number[];
  failures: string[];
}

/** Keeps `clients` connections busy for `duration_ms` on 127.0.0.1. */
export async function loadHttp(
  port: number,
  clients: number,
  duration_ms: number,
  next: () => LoadRequest,
): Promise<LoadReport> {
  const latencies_ms: number[] = [];
  const failures: string[] = [];
  const started = performance.now();
  const until = started + duration_ms;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      const connection = await openConnection(port);
      while (performance.now() < until) {
        const sent = performance.now();
        const answer = await connection.post(next());
        latencies_ms.push(performance.now() - sent);
        if (answer.status >= 300 && failures.length < 20) failures.push(`${answer.status} ${answer.body}`);
      }
      connection.close();
    }),
  );
  return { per_second: (latencies_ms.length / (performance.now() - started)) * 1000, latencies_ms, failures };
}

export interface Connection {
  post(request: LoadRequest): Promise<{ status: number; body: string }>;
  close(): void;
}

export async function openConnection(port: number): Promise<Connection> {
  const socket = net.connect({ port, host: "127.0.0.1", noDelay: true });
  await new Promise<void>((resolve, reject) => {
    socket.once("connect", resolve);
    socket.once("error", reject);
  });
  let received = Buffer.alloc(0);
  let waiting: { resolve(answer: { status: number; body: string }): void; reject(error: Error): void } | undefined;
  const fail = (error: Error) => waiting?.reject(error);
  socket.on("error", fail);
  socket.on("close", () => fail(new Error("the server closed the connection")));
  socket.on("data", (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const answer = parse(received);
    if (!answer) return;
    received = received.subarray(answer.length);
    const { resolve } = waiting ?? {};
    waiting = undefined;
    resolve?.({ status: answer.status, body: answer.body });
  });
  return {
    post(request) {
      const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}\r\n`);
      const length = Buffer.byteLength(request.body);
      const head = `POST ${request.path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n`;
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        socket.write(`${head}${headers.join("")}\r\n${request.body}`);
      });
    },
    close: () => socket.destroy(),
  };
}

/** Our server always states a content-length for JSON. */
function parse(data: Buffer): { status: number; body: string; length: number } | undefined {
  const end = data.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const head = data.toString("latin1", 0, end);
  const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
  const total = end + 4 + length;
  if (data.length < total) return undefined;
  return { status: Number(head.slice(9, 12)), body: data.toString("utf8", end + 4, total), length: total };
}
