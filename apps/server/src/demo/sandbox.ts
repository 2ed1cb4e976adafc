// Fills a sandbox that somebody asked for: the demo's places and rules, two hundred people and a month of their lives.
import { createFirstTiers } from "../modules/tiers/index.ts";
import { listUnits, readDirectory } from "../modules/org/index.ts";
import { putProgram } from "../modules/points/index.ts";
import type { FillSandbox } from "../modules/sandboxes/index.ts";
import { present } from "../platform/kernel/assert.ts";
import { businessDateOf, instantOf } from "../platform/kernel/dates.ts";
import { sequenceEvents } from "../platform/events/sequencer.ts";
import { TIME_ZONE } from "./places.ts";
import { furnish, PROGRAM } from "./setting.ts";
import { makeWorld } from "./world.ts";

const SIZE = { members: 200, days: 28 } as const;
const YEARS_OF_HISTORY = 4;

export const fillSandbox: FillSandbox = async (app, { sandbox_id, sandbox_staff_id, demo }) => {
  const { database, runtime } = app;
  const now = runtime.clock.now();
  const first_year = Number(businessDateOf(now, TIME_ZONE).slice(0, 4)) - YEARS_OF_HISTORY;
  if (demo === "none") {
    await database.write(sandbox_id, async (tx) => {
      await putProgram(tx, runtime, { ...PROGRAM, effective_from: instantOf(`${first_year}-01-01`, TIME_ZONE) });
      await createFirstTiers(tx, runtime);
    });
    return;
  }
  const furnished = await database.write(sandbox_id, async (tx) => {
    const root = present(
      (await listUnits(tx)).find((unit) => unit.parent_id === null),
      "a root unit",
    );
    return { ...(await furnish(tx, app, { now, first_year, root_unit_id: root.unit_id })), root_unit_id: root.unit_id };
  });
  const { holidays } = await readDirectory(database, sandbox_id);
  const setting = { ...furnished, tenant_id: sandbox_id, head_office: [sandbox_staff_id], holidays };
  await makeWorld({
    app,
    seed: `sandbox ${sandbox_id}`,
    setting,
    size: SIZE,
    now,
    gatherStatistics: async () => {},
    onProgress: () => {},
  });
  await sequenceEvents(database);
};
