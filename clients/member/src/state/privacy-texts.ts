import type { Routes } from "@huiyou/api-client";
import { call } from "../api/api.ts";
import { useLanguage } from "../i18n/i18n.ts";
import { loadTenant } from "./tenant.ts";
import { type Answered, useAnswer } from "./use-answer.ts";

export type PrivacyText = Routes["GET /v1/privacy/texts"]["response"]["data"][number];

/** What people are asked to agree to, in their language. */
export function usePrivacyTexts(): Answered<PrivacyText[]> {
  const { locale } = useLanguage();
  return useAnswer(locale, async () => {
    const { tenant_id } = await loadTenant();
    return (await call("GET /v1/privacy/texts", { query: { tenant_id, language: locale } })).data;
  });
}
