import type { App } from "../../platform/app.ts";
import { createAddressRules } from "../../platform/net/address-rules.ts";
import type { Account } from "./accounts.ts";
import { open } from "./accounts.ts";
import type { AppKey, WechatLine } from "./wechat-api.ts";

/** WeChat answers in well under a second; whoever signs in waits for it. */
const TIMEOUT_MS = 8_000;

export function lineOf({ config }: App, signal: AbortSignal): WechatLine {
  return { rules: createAddressRules(config.WEBHOOK_ALLOW), signal, timeout_ms: TIMEOUT_MS };
}

export function appKeyOf({ secrets }: App, tenant_id: string, account: Account): AppKey {
  const { account_id, api_url, app_id, secret_cipher } = account;
  return { api_url, app_id, secret: open(secrets, tenant_id, account_id, "secret", secret_cipher) };
}
