import { ApiError, createClient } from "@huiyou/api-client";
import { language } from "../i18n/i18n.ts";
import { endSession, session } from "../state/personal.ts";
import type { Routes } from "@huiyou/api-client";
import { taroTransport } from "./transport.ts";

const client = createClient<Routes>({
  transport: taroTransport,
  language: () => language.get(),
  token: () => session.get()?.token,
});

/** Every call of the app. A session the server no longer knows is forgotten here, and the pages turn to "signed out". */
export const call: typeof client.call = async (route, ...options) => {
  const token = session.get()?.token;
  try {
    return await client.call(route, ...options);
  } catch (error) {
    if (error instanceof ApiError && error.status === 401 && token !== undefined && token === session.get()?.token) {
      endSession();
    }
    throw error;
  }
};
