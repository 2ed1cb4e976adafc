// Receivers that are not web servers, or no honest ones: none may hang the sender, fill its memory or lead it astray.
import net from "node:net";
import type { AddressInfo } from "node:net";
import { afterAll, expect, test } from "vitest";
import { judgeDelivery } from "../domain/outcome.ts";
import { postToReceiver } from "../post-to-receiver.ts";
import { createAddressRules } from "../../../platform/net/address-rules.ts";
import { answer, startReceiver } from "./receiver.ts";

const TIMEOUT_MS = 1_000;
const rules = createAddressRules("127.0.0.1");
const post = (url: string) =>
  postToReceiver(rules, { url, headers: {}, body: "{}", timeout_ms: TIMEOUT_MS, signal: new AbortController().signal });

/** Speaks when it is called, byte for byte what it is told. */
async function startSpeaker(speak: (socket: net.Socket) => void): Promise<string> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).once("data", () => speak(socket));
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** Says something again and again, as fast as it is taken. */
const endless =
  (first: string, more: string, pause_ms = 0) =>
  (socket: net.Socket) => {
    socket.write(first);
    const timer = setInterval(() => {
      if (!socket.destroyed) socket.write(more);
    }, pause_ms);
    socket.on("close", () => clearInterval(timer));
  };

const LINE = "\r\n";
const SILENT: [what: string, speak: (socket: net.Socket) => void][] = [
  ["says nothing", () => undefined],
  ["gives its head a byte at a time", endless("HTTP/1.1 200 OK" + LINE, "x", 20)],
  ["asks to go on for ever", endless("", `HTTP/1.1 100 Continue${LINE}${LINE}`, 5)],
];
test.each(SILENT)("one that %s is left when its time is up", async (_, speak) => {
  const started = performance.now();
  expect(await post(await startSpeaker(speak))).toMatchObject({ status: undefined, error: "timeout" });
  expect(performance.now() - started).toBeLessThan(TIMEOUT_MS + 2_000);
});

const BROKEN: [what: string, speak: (socket: net.Socket) => void][] = [
  ["speaks another protocol", (socket) => void socket.end("SSH-2.0-OpenSSH_9.7\r\n")],
  ["hangs up without a word", (socket) => void socket.destroy()],
  ["has a head without an end", endless("HTTP/1.1 200 OK" + LINE, `x-more: ${"y".repeat(8_000)}${LINE}`)],
  [
    "wants to speak something else",
    (socket) =>
      void socket.write(`HTTP/1.1 101 Switching Protocols${LINE}Upgrade: x${LINE}Connection: Upgrade${LINE}${LINE}`),
  ],
  [
    "sends two lengths",
    (socket) => void socket.end(`HTTP/1.1 200 OK${LINE}Content-Length: 1${LINE}Content-Length: 9${LINE}${LINE}x`),
  ],
];
test.each(BROKEN)("one that %s has taken nothing", async (_, speak) => {
  const reception = await post(await startSpeaker(speak));
  expect(reception.status).toBeUndefined();
  expect(reception.error).toMatch(/^(failed|connection_lost)$/);
});

test("one whose words stop or never end has answered all the same", async () => {
  const head = (length: number) => `HTTP/1.1 202 Accepted${LINE}Content-Length: ${length}${LINE}${LINE}`;
  const cut = await post(await startSpeaker((socket) => void socket.end(`${head(100)}half`)));
  expect(cut).toMatchObject({ status: 202, excerpt: "half" });
  const slow = await post(await startSpeaker(endless(`${head(1_000_000)}a`, "a", 50)));
  expect(slow.status).toBe(202);
  expect(slow.excerpt.length).toBeLessThan(1_024);
});

test.each([301, 302, 303, 307, 308])("%i to another machine is a failure, and nobody goes there", async (status) => {
  const inside = await startReceiver();
  const receiver = await startReceiver(answer(status, "", { location: inside.url }));
  expect(await post(receiver.url)).toMatchObject({ status, error: undefined });
  expect(inside.received).toEqual([]);
});

test.each(["-5", "1e300", "soon", "99999999999999999999"])("Retry-After: %s does no harm", async (after) => {
  const receiver = await startReceiver(answer(503, "", { "retry-after": after }));
  const { wait_seconds } = await post(receiver.url);
  const outcome = judgeDelivery({ status: 503, wait_seconds }, 1, new Date(0), 0);
  expect(outcome.state).toBe("waiting");
  const pause_ms = outcome.state === "waiting" ? outcome.due_at.getTime() : Number.NaN;
  expect(pause_ms).toBeGreaterThanOrEqual(5_000);
  expect(pause_ms).toBeLessThanOrEqual(86_400_000);
});
