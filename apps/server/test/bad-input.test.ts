// Whatever a field is given: a refusal that points at it, or the same text back. Never a failure of the server.
import { beforeAll, describe, expect, test } from "vitest";
import { routes } from "../src/roles/routes.ts";
import type { Route } from "../src/platform/http/route.ts";
import { testApi } from "./api.ts";
import { attack, inLanes, trySpoiled } from "./attack.ts";
import { readNaughtyStrings, sharedDir, WORST_TEXTS } from "./bad-texts.ts";
import { type FieldPath, type InputField, inputFields } from "./input-fields.ts";
import { createRequestWorld, type RequestWorld } from "./request-world.ts";
import { buildRequest } from "./requests.ts";
import { keepStatistics } from "./statistics.ts";

const LIMIT_MS = 600_000;

const unlimited = { RATE_LIMIT_PUBLIC: "0", RATE_LIMIT_SESSION: "0", RATE_LIMIT_KEY: "0" };
const api = testApi({ environment: { ...unlimited, WEBHOOK_ALLOW: "127.0.0.1" } });
keepStatistics(api.db);
let world: RequestWorld;
beforeAll(async () => {
  world = await createRequestWorld(api);
});

/** Streams do not end, so they are asked only what they refuse. */
const answering = routes.filter((route) => route.produces !== "text/event-stream");

interface Target {
  readonly route: Route;
  readonly fields: readonly InputField[];
}

const LONGEST_SEGMENT = 300;
/** A field at which all but the odd value is refused: no free text. A path that is cut short leads to no route. */
const isPicky = ({ part, is_kept }: InputField, value: unknown) =>
  part === "path"
    ? value !== "" && encodeURIComponent(String(value).toWellFormed()).length < LONGEST_SEGMENT
    : !is_kept || typeof value !== "string";
const isLeaf = ({ pointer }: InputField, _: number, all: readonly InputField[]) =>
  !all.some((other) => other.pointer.startsWith(`${pointer}/`));

/** Each field alone, but for those that one request shows to be refused. */
async function attackRoute({ route, fields }: Target, values: readonly unknown[]): Promise<string[]> {
  const faults: string[] = [];
  let request = await buildRequest(route, world);
  for (const value of values) {
    const picky = fields.filter(isLeaf).filter((field) => isPicky(field, value));
    const tried = picky.length > 1 ? await trySpoiled(api, request, picky, value) : { taken: false, unnamed: picky };
    // What was refused left nothing behind, so the next value may come in the same request.
    if (tried.taken) request = await buildRequest(route, world);
    const refused = picky.filter((field) => !tried.unnamed.includes(field));
    for (const field of fields.filter((one) => !refused.includes(one))) {
      const { taken, fault } = await attack(api, request, field, value);
      if (fault) faults.push(fault);
      if (taken) request = await buildRequest(route, world);
    }
  }
  return faults;
}

async function attackAll(targets: readonly Target[], values: readonly unknown[]): Promise<string[]> {
  const faults: string[] = [];
  await inLanes(targets, async (target) => {
    faults.push(...(await attackRoute(target, values)));
  });
  return faults;
}

const targetsOf = (concerns: (field: InputField) => boolean): Target[] =>
  routes
    .map((route) => ({ route, fields: inputFields(route).filter(concerns) }))
    .filter(({ fields }) => fields.length > 0)
    .toSorted((a, b) => b.fields.length - a.fields.length);

/** Of each kind of text one field, in as few routes as possible. */
function oneOfEachKind(): Target[] {
  const seen = new Set<string>();
  const unseen = ({ kind }: InputField) => !seen.has(kind) && seen.add(kind);
  return targetsOf(({ is_text }) => is_text)
    .map(({ route, fields }) => ({ route, fields: fields.filter(unseen) }))
    .filter(({ fields }) => fields.length > 0);
}

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
    expect(
      await attackAll(
        targetsOf(({ is_text }) => is_text),
        WORST_TEXTS,
      ),
    ).toEqual([]);
  });

  const naughty = readNaughtyStrings();
  const where = naughty ? `${naughty.length} of them` : `${sharedDir} holds no bad_inputs/blns.json: set SHARED_DIR`;
  test.skipIf(!naughty)(
    `the naughty strings once for each kind of text (${where})`,
    { timeout: LIMIT_MS },
    async () => {
      expect(await attackAll(oneOfEachKind(), naughty ?? [])).toEqual([]);
    },
  );

  test("a value of any other type in every field of every route", { timeout: LIMIT_MS }, async () => {
    const values = [null, true, 0.5, -1, 1e21, 2 ** 53, "x", "", [], [[]], {}, { a: 1 }];
    expect(
      await attackAll(
        targetsOf(({ part }) => part === "body"),
        values,
      ),
    ).toEqual([]);
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

test("a field that nobody knows is named in the error, in every object of every route", {
  timeout: LIMIT_MS,
}, async () => {
  const strangers = ["no_such_field", "__proto__", "constructor", "toString", "a\u0000b"];
  const faults: unknown[] = [];
  await inLanes(routes, async (route) => {
    const request = await buildRequest(route, world);
    const bodies = route.body ? objectPaths(request.body) : [];
    for (const key of strangers) {
      const inQuery = { part: "query" as const, path: [key], pointer: `#/query/${key}` };
      const inBodies = bodies.map((path) => [...path, key]);
      const places = [
        inQuery,
        ...inBodies.map((path) => ({ part: "body" as const, path, pointer: `/${path.join("/")}` })),
      ];
      const { unnamed } = await trySpoiled(api, request, places, "1");
      for (const place of unnamed) {
        const alone = await trySpoiled(api, request, [place], "1");
        if (alone.unnamed.length > 0) faults.push([request.name, place.pointer]);
      }
    }
  });
  expect(faults).toEqual([]);
});
