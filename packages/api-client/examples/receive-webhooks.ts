// HUIYOU_WEBHOOK_SECRET=whsec_… PORT=3000 node examples/receive-webhooks.ts
import http from "node:http";
import process from "node:process";
import { readWebhook, WebhookRefused } from "@huiyou/api-client/webhooks";

const { HUIYOU_WEBHOOK_SECRET: secret = "", PORT = "3000" } = process.env;
/** In a real receiver a table: a message may come twice. */
const seen = new Set<string>();

async function receive(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  try {
    const message = await readWebhook({
      body: Buffer.concat(chunks).toString("utf8"),
      headers: request.headers,
      secret,
    });
    if (!seen.has(message.id)) console.log(`${message.type} ${JSON.stringify(message.data)}`);
    seen.add(message.id);
    // Answer first, work later: fifteen seconds is all there is.
    response.writeHead(204).end();
  } catch (error) {
    if (!(error instanceof WebhookRefused)) throw error;
    response.writeHead(400).end(error.message);
  }
}

const server = http.createServer((request, response) => void receive(request, response));
server.listen(Number(PORT), "127.0.0.1", () => console.log(`listening on ${PORT}`));
