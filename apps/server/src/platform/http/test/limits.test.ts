import { EventEmitter } from "node:events";
import type { FastifyReply } from "fastify";
import { expect, test } from "vitest";
import { z } from "zod";
import { createBodyBudget, SMALL_BODY_BYTES } from "../body-budget.ts";
import { refuseEndless } from "../endless-lists.ts";
import { networkOf } from "../network.ts";

/** Of a reply the budget knows only that its connection closes. */
const caller = () => ({ raw: new EventEmitter() }) as unknown as FastifyReply & { raw: EventEmitter };
const MIB = 1024 * 1024;

test("large bodies wait for each other, in their order; small ones pass", async () => {
  const budget = createBodyBudget(10 * MIB);
  const [first, second, third, fourth] = [caller(), caller(), caller(), caller()];
  expect(budget.take(first, 8 * MIB)).toBeUndefined();
  const order: string[] = [];
  const large = budget.take(second, 8 * MIB)?.then(() => order.push("large"));
  const little = budget.take(third, 1 * MIB)?.then(() => order.push("little"));
  expect(budget.take(fourth, SMALL_BODY_BYTES)).toBeUndefined();
  first.raw.emit("close");
  await Promise.all([large, little]);
  expect(order).toEqual(["large", "little"]);
});

test("whoever waits too long is told to come again, and whoever leaves is not waited for", async () => {
  const budget = createBodyBudget(10 * MIB, 20);
  const [holder, gone, next] = [caller(), caller(), caller()];
  void budget.take(holder, 10 * MIB);
  const left = budget.take(gone, 10 * MIB);
  gone.raw.emit("close");
  await expect(left).rejects.toMatchObject({ code: "busy" });
  await expect(budget.take(next, 1 * MIB)).rejects.toMatchObject({ code: "busy" });
  holder.raw.emit("close");
  expect(budget.take(caller(), 10 * MIB)).toBeUndefined();
});

test("a list far too long is refused before its items are judged, wherever the schema has it", () => {
  const schema = z.strictObject({ name: z.string(), lines: z.array(z.strictObject({})).max(5).optional() });
  const lines = (length: number) => ({ name: "a", lines: Array.from({ length }, () => 1) });
  const refused = refuseEndless(schema, lines(20_000), "", "en");
  expect(refused).toEqual({ pointer: "/lines", code: "too_many", detail: "Must have at most 5 items" });
  expect(refuseEndless(schema, lines(6), "", "en")).toBeUndefined();
});

test("a limit by address counts IPv6 by the network that one customer has", () => {
  const networks = {
    "192.0.2.7": "192.0.2.7",
    "::ffff:192.0.2.7": "192.0.2.7",
    "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64",
    "2001:DB8:1:2::9": "2001:db8:1:2::/64",
    "2001:db8::9": "2001:db8:0:0::/64",
    "::1": "0:0:0:0::/64",
    "fe80::1%eth0": "fe80:0:0:0::/64",
  };
  for (const [ip, network] of Object.entries(networks)) expect([ip, networkOf(ip)]).toEqual([ip, network]);
});
