import { createClient } from "@huiyou/api-client";
import type { Routes } from "@huiyou/api-client";
import { language } from "../i18n/i18n.ts";
import { taroTransport } from "./transport.ts";

/** The shared client over Taro's transport, in the language on screen. */
export const clientFor = (token: () => string | undefined) =>
  createClient<Routes>({ transport: taroTransport, language: () => language.get(), token });
