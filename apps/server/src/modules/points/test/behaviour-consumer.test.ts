import { expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, startProgram, toWireId } from "../../../../test/world.ts";
import { drainConsumer, sequenceEvents } from "../../../platform/events/sequencer.ts";
import { behaviourConsumer } from "../behaviour-consumer.ts";

const api = testApi();

test("who joins is rewarded once, when a rule in force at that time says so", async () => {
  const { app } = api;
  const tenant = await createTestTenant(app);
  await startProgram(app, tenant.tenant_id);
  const home_unit_id = toWireId("org_unit", tenant.first.unit_id);
  const send = async (request: string, body: object) => (await api.call(request, { token: tenant.api_key, body })).body;
  const join = async () => String((await send("POST /v1/members", { name: "江听岚", home_unit_id }))["member_id"]);
  const early = await join();
  const definition = {
    kind: "fixed",
    trigger: { behaviour: "register" },
    points: 100,
    conditions: { combinator: "and", rules: [] },
  };
  const { rule_id } = await send("POST /v1/points/rules", { name: "注册", definition });
  await send(`POST /v1/points/rules/${String(rule_id)}/publish`, { version: 1 });
  const later = await join();

  const drain = async () => {
    await sequenceEvents(app.database);
    await drainConsumer(app.database, behaviourConsumer(app), app.log);
  };
  await drain();
  await drain();
  const entriesOf = async (member_id: string) =>
    (await api.call(`GET /v1/members/${member_id}/entries`, { token: tenant.api_key })).body["data"];
  expect(await entriesOf(early)).toEqual([]);
  expect(await entriesOf(later)).toMatchObject([{ kind: "behaviour", amount: 100, title: "注册" }]);
});
