// Writes bytes on a connection, as no well-behaved client would, and reads whatever comes back.
import net from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export interface RawReply {
  /** Undefined when the server closed the connection without a word. */
  readonly status: number | undefined;
  readonly head: string;
  readonly body: string;
}

/** Pieces are sent one after the other with a pause between them; the connection stays open until the server closes it. */
export async function sendRaw(
  base_url: string,
  pieces: readonly (string | Uint8Array)[],
  options: { pause_ms?: number; give_up_ms?: number } = {},
): Promise<RawReply> {
  const socket = net.connect(Number(new URL(base_url).port), "127.0.0.1");
  let text = "";
  const ended = new Promise<void>((resolve) => {
    socket.on("data", (chunk: Buffer) => {
      text += chunk.toString("latin1");
    });
    socket.on("error", () => resolve());
    socket.on("close", () => resolve());
  });
  for (const piece of pieces) {
    if (socket.destroyed) break;
    socket.write(piece);
    if (options.pause_ms !== undefined) await sleep(options.pause_ms);
  }
  const late = sleep(options.give_up_ms ?? 5_000, "late" as const, { ref: false });
  if ((await Promise.race([ended, late])) === "late") socket.destroy();
  return parseReply(text);
}

/** The first final answer: one of 1xx only announces another. */
function parseReply(text: string): RawReply {
  const final = text.replace(/^(HTTP\/1\.1 1\d\d [^]*?\r\n\r\n)+/, "");
  const [head = "", body = ""] = final.split(/\r\n\r\n([^]*)/);
  const status = /^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1];
  // What follows belongs to the next request on the connection.
  const length = /^content-length: (\d+)/im.exec(head)?.[1];
  return {
    status: status === undefined ? undefined : Number(status),
    head,
    body: body.slice(0, Number(length ?? Infinity)),
  };
}

/** The head of a request by a key; its body follows. */
export function requestHead(api_key: string, line: string, headers: Record<string, string> = {}): string {
  const all = { host: "huiyou", authorization: `Bearer ${api_key}`, "content-type": "application/json", ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${line} HTTP/1.1\r\n${lines.join("")}\r\n`;
}
