import { type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { AppError } from "../kernel/errors.ts";
import { newRequestId } from "../telemetry/request-id.ts";
import { type Problem, problemOf } from "./problem.ts";

const PROBLEM_TYPE = "application/problem+json";
const CODES: Record<string, string> = {
  ERR_HTTP_REQUEST_TIMEOUT: "request_timeout",
  HPE_HEADER_OVERFLOW: "headers_too_large",
};

const problem = (code: string): Problem => problemOf(new AppError(code), "en", newRequestId());

/** What is not even HTTP, or came too slowly: there is no request to answer, only a socket. */
export function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const refusal = problem(CODES[error.code ?? ""] ?? "malformed_request");
  const body = JSON.stringify(refusal);
  const head = `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}\r\nConnection: close\r\n`;
  socket.end(`${head}Content-Type: ${PROBLEM_TYPE}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

/** `Expect:` with anything but 100-continue. Its body may or may not follow, so the connection ends. */
export function refuseExpectation(_: IncomingMessage, response: ServerResponse): void {
  const refusal = problem("expectation_failed");
  const body = JSON.stringify(refusal);
  const length = Buffer.byteLength(body);
  response.writeHead(refusal.status, { "content-type": PROBLEM_TYPE, "content-length": length, connection: "close" });
  response.end(body);
}
