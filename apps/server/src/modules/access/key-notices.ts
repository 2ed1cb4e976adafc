// Nobody finds out at the gate that a key has ended: who keeps it is told two weeks and three days before, once each.
import type { App } from "../../platform/app.ts";
import { SYSTEM } from "../../platform/audit/by.ts";
import { recordAudit } from "../../platform/audit/record-audit.ts";
import type { Tx } from "../../platform/db/pool.ts";
import { run } from "../../platform/db/sql.ts";
import { registerJob } from "../../platform/jobs/job-kinds.ts";
import { businessDateOf } from "../../platform/kernel/dates.ts";
import type { Language } from "../../platform/kernel/errors.ts";
import { publicUrl } from "../../platform/public-url.ts";
import { sendMessage } from "../messaging/index.ts";
import { getTenant } from "../org/index.ts";
import { getApiKey } from "./api-keys.ts";
import { listKeepers, noteEndings } from "./db/key-notices.gen.ts";
import { keyEndsMail } from "./domain/mails.ts";

const FIRST_DAYS = 14;
const LAST_DAYS = 3;

registerJob<null>({
  kind: "access.key_notices",
  label: { "zh-CN": "密钥到期提醒", en: "API key expiry notices", ko: "키 만료 알림" },
  permission: "keys:write",
  schedule: { cron: "0 9 * * *", input: null },
  async run({ app, step }) {
    let told = 0;
    await step(async (tx) => {
      told = await tellEndings(tx, app);
      return { done: told, ok: told };
    });
    return { keys: told };
  },
});

/** Keys end by the real clock, in a sandbox too. Answers of how many keys somebody was told. */
async function tellEndings(tx: Tx, app: App): Promise<number> {
  const { tenant_id } = tx;
  const now = app.runtime.clock.now();
  const days = { first_days: FIRST_DAYS, last_days: LAST_DAYS };
  const endings = await run(tx, noteEndings, { tenant_id, now, ...days });
  if (endings.length === 0) return 0;
  const tenant = await getTenant(tx);
  const link = publicUrl(app.config, "/platform/keys");
  for (const { key_id, expires_at } of endings) {
    const { name, prefix } = await getApiKey(tx, key_id, "all");
    const keepers = await run(tx, listKeepers, { tenant_id, key_id });
    for (const keeper of keepers) {
      // Written by this room, from the languages there are.
      const language = keeper.language as Language;
      const mail = keyEndsMail(language, {
        name: keeper.name,
        tenant: tenant.names[language] ?? tenant.name,
        key: name,
        prefix,
        date: businessDateOf(expires_at, tenant.time_zone),
        link,
      });
      await sendMessage(tx, app, {
        medium: "email",
        kind: "key_expiry",
        language,
        to: keeper.email,
        ...mail,
      });
    }
    await recordAudit(tx, app.runtime, SYSTEM, {
      action: "api_key.expiry_told",
      subject: { kind: "api_key", id: key_id },
      after: { name, expires_at, people: keepers.length },
    });
  }
  return endings.length;
}
