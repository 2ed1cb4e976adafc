import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, signInAs, type TestTenant } from "../../../../test/world.ts";
import { routes as accessRoutes, staffAuthenticator } from "../../access/index.ts";
import { createServer } from "../../../platform/http/server.ts";
import { routes } from "../index.ts";
import { createFeed } from "../../../platform/events/live-feed.ts";
import { type Fact, writeFacts } from "./world.ts";

const NOW = new Date("2026-10-02T14:30:00+08:00");

describe("the live stream", () => {
  const api = testApi({ routes: [...routes, ...accessRoutes] });
  let tenant: TestTenant;
  let admin: string;
  const open: AbortController[] = [];
  beforeAll(async () => {
    tenant = await createTestTenant(api.app, { mode: "sandbox", test_now: NOW });
    admin = await signInAs(api, tenant.admin.email);
  });
  afterEach(() => {
    for (const one of open.splice(0)) one.abort();
  });

  async function watch(language = "en", base_url = api.base_url) {
    const abort = new AbortController();
    open.push(abort);
    const response = await fetch(`${base_url}/v1/insights/live`, {
      headers: { authorization: `Bearer ${admin}`, "accept-language": language },
      signal: abort.signal,
    });
    const text = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let buffer = "";
    /** The next tick; undefined when the stream has ended. */
    const next = async () => {
      for (;;) {
        const found = /event: tick\ndata: (.*)\n\n/.exec(buffer);
        if (found) {
          buffer = buffer.slice(found.index + found[0].length);
          return JSON.parse(found[1] ?? "") as {
            as_of: string;
            date: string;
            cards: Record<string, { value: number; definition: string }>;
          };
        }
        const chunk = await text?.read();
        if (!chunk || chunk.done) return undefined;
        buffer += chunk.value;
      }
    };
    return { response, next, abort };
  }

  test("begins with the figures of today and tells what changes", async () => {
    const stream = await watch();
    expect(stream.response.headers.get("content-type")).toBe("text/event-stream");
    const first = await stream.next();
    expect(first).toMatchObject({
      as_of: "2026-10-02T14:30:00+08:00",
      date: "2026-10-02",
      cards: { entries: { value: 0 } },
    });
    expect(first?.cards["entries"]?.definition).toMatch(/gates admitted/);
    const fact: Fact = {
      kind: "entry",
      store: "first",
      at: new Date(NOW.getTime() - 60_000),
      amount: 1,
      by_member: true,
      precision: "second",
    };
    await writeFacts(api.app, api.db, tenant, [fact]);
    expect(await stream.next()).toMatchObject({ cards: { entries: { value: 1 } } });
  });

  test("one reader serves everybody who sees the same, each in their own language", async () => {
    const [first, second] = await Promise.all([watch("zh-CN"), watch("ko")]);
    const [a, b] = await Promise.all([first.next(), second.next()]);
    expect(a?.cards["entries"]?.definition).not.toBe(b?.cards["entries"]?.definition);
    expect(a?.as_of).toBe(b?.as_of);
  });

  test("ends when the server closes, and does not hold it", async () => {
    const server = await createServer({ app: api.app, routes, authenticators: [staffAuthenticator] });
    const stream = await watch("en", await server.listen({ host: "127.0.0.1", port: 0 }));
    await stream.next();
    await server.close();
    expect(await stream.next()).toBeUndefined();
  });
});

describe("a feed", () => {
  function feedOf(read: () => Promise<number>) {
    let idle = 0;
    const errors: unknown[] = [];
    const feed = createFeed({
      read,
      fingerprint: String,
      onIdle: () => idle++,
      onError: (error) => errors.push(error),
      every_ms: 5,
    });
    return { feed, errors, idle: () => idle };
  }
  function listener() {
    const heard: number[] = [];
    let ended = false;
    return {
      heard,
      ended: () => ended,
      tick: (value: number) => void heard.push(value),
      end: () => void (ended = true),
    };
  }

  test("reads once for all who listen, and stops with the last", async () => {
    let reads = 0;
    const { feed, idle } = feedOf(async () => ++reads);
    const [one, two] = [listener(), listener()];
    const stops = [feed.listen(one), feed.listen(two)];
    await sleep(40);
    for (const stop of stops) stop();
    const after = reads;
    expect(one.heard).toEqual(two.heard);
    expect(one.heard).toEqual(Array.from({ length: after }, (_, index) => index + 1));
    await sleep(30);
    expect(reads).toBeLessThanOrEqual(after + 1);
    expect(idle()).toBeGreaterThan(0);
  });

  test("an unchanged value is not told again and again, but shows signs of life", async () => {
    let reads = 0;
    const { feed } = feedOf(async () => {
      reads++;
      return 7;
    });
    const one = listener();
    const stop = feed.listen(one);
    while (reads < 20) await sleep(5);
    stop();
    expect(one.heard.length).toBeGreaterThan(1);
    expect(one.heard.length).toBeLessThan(5);
  });

  test("who comes later hears the last value at once; a broken reader lets everybody go", async () => {
    let broken = false;
    const { feed, errors } = feedOf(async () => {
      if (broken) throw new Error("gone");
      return 1;
    });
    const [one, two] = [listener(), listener()];
    feed.listen(one);
    await sleep(10);
    feed.listen(two);
    expect(two.heard).toEqual([1]);
    broken = true;
    await sleep(20);
    expect([one.ended(), two.ended(), errors.length]).toEqual([true, true, 1]);
  });
});
