// One request over HTTP with less ado than fetch, which costs the trials of all routes more than the server's own work.
import http from "node:http";

const agent = new http.Agent({ keepAlive: true });

interface Exchanged {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Whatever comes back is an answer; a stream of events is told by its head alone. */
export function exchange(
  address: string,
  { method, headers, body }: { method: string; headers: Record<string, string>; body?: string },
): Promise<Exchanged> {
  const { hostname, port, pathname, search } = new URL(address);
  const options = { agent, method, hostname, port, path: pathname + search, headers };
  return new Promise((resolve, reject) => {
    const request = http.request(options, (response) => {
      const answer = { status: response.statusCode ?? 0, headers: headersOf(response.rawHeaders) };
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.once("error", reject);
      response.once("end", () => resolve({ ...answer, text: new TextDecoder().decode(Buffer.concat(chunks)) }));
      if (!answer.headers.get("content-type")?.startsWith("text/event-stream")) return;
      resolve({ ...answer, text: "" });
      response.destroy();
    });
    request.once("error", reject);
    request.end(body);
  });
}

function headersOf(raw: readonly string[]): Headers {
  const headers = new Headers();
  for (let at = 0; at < raw.length; at += 2) headers.append(raw[at] ?? "", raw[at + 1] ?? "");
  return headers;
}
