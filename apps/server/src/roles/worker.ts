import { ACCESS_CRONTAB, accessTasks } from "../modules/access/index.ts";
import { ensurePartitions, LEDGER_CRONTAB, ledgerTasks } from "../modules/ledger/index.ts";
import { keepFigures, memberTasks, MEMBERS_CRONTAB, watchForDuplicates } from "../modules/members/index.ts";
import { startPostman } from "../modules/messaging/index.ts";
import { DEVICES_CRONTAB, deviceTasks } from "../modules/devices/index.ts";
import { KIOSK_CRONTAB, kioskTasks } from "../modules/kiosk/index.ts";
import { wechatTasks, WECHAT_CRONTAB } from "../modules/wechat/index.ts";
import { fanOut, startDispatcher, webhookTasks, WEBHOOKS_CRONTAB } from "../modules/webhooks/index.ts";
import { sandboxTasks } from "../modules/sandboxes/index.ts";
import { listTenantIds, listTenantZones, orgTasks, tenantsWithDueTimers } from "../modules/org/index.ts";
import { behaviourConsumer } from "../modules/points/index.ts";
import { noteKeyVersion, PRIVACY_CRONTAB, privacyTasks } from "../modules/privacy/index.ts";
import type { App } from "../platform/app.ts";
import "../platform/audit/exports.ts";
import "../platform/exports/export-job.ts";
import { HOUSEKEEPING_CRONTAB, housekeepingTasks } from "../platform/jobs/housekeeping.ts";
import { startJobRunner } from "../platform/jobs/job-runner.ts";
import { setTenantZones } from "../platform/jobs/schedules.ts";
import { startWorker } from "../platform/jobs/worker.ts";
import type { RunningRole } from "./running-role.ts";

export async function startWorkerRole(app: App): Promise<RunningRole> {
  const { database, runtime, log, config } = app;
  await ensurePartitions(database, runtime);
  await noteKeyVersion(app);
  const worker = await startWorker({
    url: config.DATABASE_URL,
    database,
    runtime,
    log,
    tasks: {
      ...housekeepingTasks(database, runtime),
      ...accessTasks(app),
      ...orgTasks(database, runtime),
      ...memberTasks(database, runtime),
      ...privacyTasks(app, () => listTenantIds(database)),
      ...ledgerTasks(app, () => listTenantIds(database)),
      ...webhookTasks(database, runtime),
      ...wechatTasks(app, () => listTenantIds(database)),
      ...deviceTasks(app),
      ...kioskTasks(app),
      // The demo is loaded when somebody asks for it.
      ...sandboxTasks(app, async (...input) => (await import("../demo/sandbox.ts")).fillSandbox(...input)),
    },
    crontab: [
      HOUSEKEEPING_CRONTAB,
      ACCESS_CRONTAB,
      LEDGER_CRONTAB,
      MEMBERS_CRONTAB,
      PRIVACY_CRONTAB,
      WEBHOOKS_CRONTAB,
      WECHAT_CRONTAB,
      DEVICES_CRONTAB,
      KIOSK_CRONTAB,
    ].join("\n"),
    dueTenants: () => tenantsWithDueTimers(database, runtime.clock.now()),
    consumers: [behaviourConsumer(app)],
    pumps: [
      { name: "webhooks", run: () => fanOut(app) },
      { name: "duplicates", run: () => watchForDuplicates(app) },
      { name: "figures", run: () => keepFigures(app) },
    ],
  });
  const dispatcher = startDispatcher(app);
  const postman = startPostman(app);
  setTenantZones(() => listTenantZones(database));
  const runner = startJobRunner(app);
  log.info("worker is running");
  return {
    name: "worker",
    async stop() {
      await Promise.all([dispatcher.stop(), postman.stop(), worker.stop(), runner.stop()]);
    },
  };
}
