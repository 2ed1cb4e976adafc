import type { App } from "../../../platform/app.ts";
import type { Db } from "../../../platform/db/pool.ts";
import { run } from "../../../platform/db/sql.ts";
import { addDays, instantOf } from "../../../platform/kernel/dates.ts";
import { listPersonalData } from "../../../platform/personal-data/registry.ts";
import { countConsents, readCoverage } from "../../consents/index.ts";
import { getTenant, tenantNow } from "../../org/index.ts";
import { countAuditActions, countRequests, countReveals } from "../db/report.gen.ts";
import { readKeyState } from "../keys/key-state.ts";
import { listRetentionRules } from "../retention/retention-rules.ts";
import { listRuns } from "../retention/run-retention.ts";
import { listIncidents } from "./incidents.ts";

/** What a regulator asks to see besides: takes of data, and ends of it. */
const COUNTED_ACTIONS = [
  "member.erased",
  "subject_request.package_made",
  "subject_request.package_taken",
  "export.requested",
  "export.downloaded",
];
const RUNS_SHOWN = 60;

export interface Period {
  /** Days of the tenant's zone, both counted. */
  from: string;
  to: string;
}

/** Everything the compliance report says, read as it stands. */
export async function readReport(db: Db, app: App, period: Period) {
  const tenant = await getTenant(db);
  const { tenant_id } = db;
  const from = instantOf(period.from, tenant.time_zone);
  const to = instantOf(addDays(period.to, 1), tenant.time_zone);
  const now = tenantNow(tenant, app.runtime);
  const span = { tenant_id, from, to };
  const [coverage, consents, requests, reveals, actions, incidents, rules, runs, keys] = await Promise.all([
    readCoverage(db),
    countConsents(db, from, to),
    run(db, countRequests, { ...span, now, time_zone: tenant.time_zone }),
    run(db, countReveals, span),
    run(db, countAuditActions, { ...span, actions: COUNTED_ACTIONS }),
    listIncidents(db, { from, to }),
    listRetentionRules(db),
    listRuns(db, RUNS_SHOWN),
    readKeyState(db, app),
  ]);
  return {
    tenant,
    now,
    period,
    coverage,
    consents,
    requests,
    reveals,
    actions,
    incidents,
    rules,
    runs: runs.filter(({ started_at }) => started_at >= from && started_at < to),
    keys,
    inventory: inventory(),
  };
}

/** What is kept about people, where, and what leaving does to it. */
function inventory() {
  return listPersonalData().flatMap(({ room, tables, sealed = [] }) =>
    Object.entries(tables).map(([table, fate]) => ({
      room,
      table,
      fate,
      encrypted: sealed.filter((column) => column.table === table).map(({ cipher }) => cipher),
    })),
  );
}
