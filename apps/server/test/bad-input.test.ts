// Whatever a field is given: a refusal that points at it, or the same text back. Never a failure of the server.
import { beforeAll, describe, expect, test } from "vitest";
import { routes } from "../src/roles/routes.ts";
import type { Route } from "../src/platform/http/route.ts";
import { testApi } from "./api.ts";
import { attack, inLanes, spoil } from "./attack.ts";
import { readNaughtyStrings, sharedDir, WORST_TEXTS } from "./bad-texts.ts";
import { type FieldPath, type InputField, inputFields } from "./input-fields.ts";
import { createRequestWorld, type RequestWorld } from "./request-world.ts";
import { buildRequest } from "./requests.ts";

const LIMIT_MS = 600_000;

const unlimited = { RATE_LIMIT_PUBLIC: "0", RATE_LIMIT_SESSION: "0", RATE_LIMIT_KEY: "0" };
const api = testApi({ environment: { ...unlimited, WEBHOOK_ALLOW: "127.0.0.1" } });
let world: RequestWorld;
beforeAll(async () => {
  world = await createRequestWorld(api);
});

/** Streams do not end, so they are asked only what they refuse. */
const answering = routes.filter((route) => route.produces !== "text/event-stream");

async function attackField(route: Route, field: InputField, values: readonly unknown[]): Promise<string[]> {
  const faults: string[] = [];
  let request = await buildRequest(route, world);
  for (const value of values) {
    const { taken, fault } = await attack(api, request, field, value);
    if (fault) faults.push(fault);
    // What was refused left nothing behind, so the next value may come in the same request.
    if (taken) request = await buildRequest(route, world);
  }
  return faults;
}

async function attackAll(
  targets: readonly { route: Route; field: InputField }[],
  values: readonly unknown[],
): Promise<string[]> {
  const faults: string[] = [];
  await inLanes(targets, async ({ route, field }) => {
    faults.push(...(await attackField(route, field, values)));
  });
  return faults;
}

const fields = routes.flatMap((route) => inputFields(route).map((field) => ({ route, field })));
const texts = fields.filter(({ field }) => field.is_text);

describe("bad input", () => {
  test("every route takes the request that the trials start from", { timeout: LIMIT_MS }, async () => {
    const refused: string[] = [];
    // One after the other: some requests begin with the newest mail.
    for (const route of answering) {
      const request = await buildRequest(route, world);
      const { token, body = request.upload, headers, path, query = {} } = request;
      const options = { headers, ...(token === undefined ? {} : { token }), ...(body === undefined ? {} : { body }) };
      const search = new URLSearchParams(query).toString();
      const reply = await api.call(`${route.method} ${path}${search && `?${search}`}`, options);
      if (!(reply.status in route.response)) refused.push(`${request.name}: ${reply.status} ${reply.text}`);
    }
    expect(refused).toEqual([]);
  });

  test("the twenty worst texts in every text field of every route", { timeout: LIMIT_MS }, async () => {
    expect(await attackAll(texts, WORST_TEXTS)).toEqual([]);
  });

  const naughty = readNaughtyStrings();
  const where = naughty ? `${naughty.length} of them` : `${sharedDir} holds no bad_inputs/blns.json: set SHARED_DIR`;
  test.skipIf(!naughty)(
    `the naughty strings once for each kind of text (${where})`,
    { timeout: LIMIT_MS },
    async () => {
      const kinds = [...Map.groupBy(texts, ({ field }) => field.kind).values()].flatMap(([first]) => first ?? []);
      expect(await attackAll(kinds, naughty ?? [])).toEqual([]);
    },
  );

  test("a value of any other type in every field of every route", { timeout: LIMIT_MS }, async () => {
    const values = [null, true, 0.5, -1, 1e21, 2 ** 53, "x", "", [], [[]], {}, { a: 1 }];
    const inBodies = fields.filter(({ field }) => field.part === "body");
    expect(await attackAll(inBodies, values)).toEqual([]);
  });
});

/** Paths of every object in a body, its own included. */
function objectPaths(value: unknown, path: FieldPath = []): FieldPath[] {
  if (typeof value !== "object" || value === null) return [];
  const below = Object.entries(value).flatMap(([key, item]) =>
    objectPaths(item, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return Array.isArray(value) ? below : [path, ...below];
}

describe("a field that nobody knows", () => {
  const strangers = ["no_such_field", "__proto__", "constructor", "toString", "a\u0000b"];

  test.each(strangers)(
    "%j is named in the error, in every object of every route",
    { timeout: LIMIT_MS },
    async (key) => {
      const faults: unknown[] = [];
      await inLanes(routes, async (route) => {
        const request = await buildRequest(route, world);
        const inBody = route.body ? objectPaths(request.body).map((path) => ({ part: "body" as const, path })) : [];
        for (const { part, path } of [{ part: "query" as const, path: [] }, ...inBody]) {
          const place = [...path, key];
          const pointer = `${part === "query" ? "#/query" : ""}/${place.join("/")}`;
          const { request: line, ...body } = spoil(request, { part, path: place, pointer }, "1");
          const token = request.token === undefined ? {} : { token: request.token };
          const reply = await api.call(line, { ...token, ...body, headers: request.headers });
          const errors = (reply.body?.["errors"] ?? []) as unknown as { pointer: string }[];
          const named = reply.status === 400 && errors.some((error) => error.pointer === pointer);
          if (!named) faults.push([request.name, pointer, reply.status, reply.text]);
        }
      });
      expect(faults).toEqual([]);
    },
  );
});
