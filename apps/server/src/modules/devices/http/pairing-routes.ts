import { type Route, route } from "../../../platform/http/route.ts";
import { pairingState, startPairing } from "../pairing.ts";
import { zPairing, zPairingAnswer, zPairingQuestion, zPairingRequest } from "./schema.ts";

const POLL_SECONDS = 3;

const start = route({
  method: "POST",
  path: "/v1/device_pairings",
  summary: "A device that is nobody's yet asks for a code to show",
  description: "Whoever types the code in the console takes the device; then the token given here is good.",
  tag: "devices",
  access: { actors: ["public"] },
  limit_per_minute: 20,
  body: zPairingRequest,
  response: { 201: zPairing },
  handler: async ({ app, body }) => {
    const { expires_at, ...started } = await startPairing(app, body.kind);
    return { body: { ...started, expires_at: expires_at.toISOString(), poll_seconds: POLL_SECONDS } };
  },
});

const state = route({
  method: "POST",
  path: "/v1/device_pairings/state",
  summary: "Whether somebody has taken the device",
  tag: "devices",
  access: { actors: ["public"] },
  body: zPairingQuestion,
  response: { 200: zPairingAnswer },
  handler: async ({ app, body }) => ({ body: { state: await pairingState(app, body.token) } }),
});

export const pairingRoutes: Route[] = [start, state];
