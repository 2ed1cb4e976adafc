import { call } from "../api/api.ts";
import type { ClientConfig } from "@huiyou/api-client";
import { type Locale, language } from "../i18n/i18n.ts";
import { createStoredStore, useStore } from "./store.ts";

const isConfig = (value: unknown) => typeof value === "object" && value !== null && "tenant_id" in value;

/** The group this client belongs to; kept, so that the next start has its name before the network answers. */
export const tenant = createStoredStore<ClientConfig>("hy.tenant", isConfig);

/** In the browser the address may name the group: /m/?tenant_id=… */
function requestedTenant(): string | undefined {
  if (process.env.TARO_ENV !== "h5") return undefined;
  const found = /[?&]tenant_id=([^&#]+)/.exec(window.location.search);
  return found?.[1] === undefined ? undefined : decodeURIComponent(found[1]);
}

let under_way: Promise<ClientConfig> | undefined;

/** Asks once per start; several callers share the answer. A failure is not kept. */
export function loadTenant(): Promise<ClientConfig> {
  const tenant_id = requestedTenant();
  under_way ??= call("GET /v1/client_config", tenant_id === undefined ? {} : { query: { tenant_id } })
    .then((config) => {
      tenant.set(config);
      return config;
    })
    .catch((error: unknown) => {
      under_way = undefined;
      throw error;
    });
  return under_way;
}

export function tenantName(config: ClientConfig | undefined, locale: Locale): string {
  return config?.names[locale] ?? config?.tenant_name ?? "";
}

/** Name of the group in the language on screen; empty until known. */
export function useTenantName(): string {
  return tenantName(useStore(tenant), useStore(language));
}
