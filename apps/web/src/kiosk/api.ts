import { type Client, createClient, type Routes, type Transport } from "@huiyou/api-client";
import { currentLanguage } from "../i18n/language.ts";

export { ApiError } from "@huiyou/api-client";

export type Kiosk = Routes["GET /v1/kiosk"]["response"];
export type OpenedVisit = Routes["POST /v1/kiosk/visits"]["response"];
export type Visit = Routes["GET /v1/kiosk/visits/{kiosk_visit_id}"]["response"];
export type Sheet = Visit["sheet"];
export type Call = NonNullable<Routes["GET /v1/kiosk/call"]["response"]["call"]>;
export type Screen = Routes["POST /v1/kiosk/call"]["body"]["screen"];

export interface KioskApi {
  call: Client<Routes>["call"];
  /** Whatever was asked for whoever stood here is no longer waited for. */
  forget(): void;
  /** Survives both the wipe and the page: tells the server that they have gone. */
  endVisit(kiosk_visit_id: string): Promise<void>;
}

interface Watch {
  /** The credential is no longer good. */
  onRefused(): void;
  onReach(reached: boolean): void;
  /** The server has forgotten who stands here: after ten minutes, or because somebody else came. */
  onVisitOver(): void;
}

const VISIT_OVER = "kiosk_visit_over";

/** Nobody waits longer than this before a screen. */
const PATIENCE_MS = 10_000;

async function answerOf(response: Response) {
  return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
}

export const plainTransport: Transport = async ({ method, url, headers, body }) =>
  answerOf(
    await fetch(url, {
      method,
      headers,
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(body === undefined ? {} : { body }),
    }),
  );

export function createKioskApi(token: string, { onRefused, onReach, onVisitOver }: Watch): KioskApi {
  let present = new AbortController();
  const transport: Transport = async ({ method, url, headers, body }) => {
    const { signal: gone } = present;
    const signal = AbortSignal.any([gone, AbortSignal.timeout(PATIENCE_MS)]);
    const options = { method, headers, signal, cache: "no-store", ...(body === undefined ? {} : { body }) } as const;
    try {
      const answer = await answerOf(await fetch(url, options));
      gone.throwIfAborted();
      onReach(true);
      if (answer.status === 401) onRefused();
      if (answer.status === 404 && answer.body.includes(`"${VISIT_OVER}"`)) onVisitOver();
      return answer;
    } catch (error) {
      if (!gone.aborted) onReach(false);
      throw error;
    }
  };
  return {
    call: createClient<Routes>({ transport, language: currentLanguage, token: () => token }).call,
    forget() {
      present.abort();
      present = new AbortController();
    },
    async endVisit(kiosk_visit_id) {
      const headers = { authorization: `Bearer ${token}` };
      await fetch(`/v1/kiosk/visits/${kiosk_visit_id}`, { method: "DELETE", headers, keepalive: true });
    },
  };
}
