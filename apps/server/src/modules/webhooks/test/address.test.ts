// Where a webhook may not go, however it is spelled, and what a name may not do between two looks.
import { beforeAll, describe, expect, test } from "vitest";
import { type Reply, testApi } from "../../../../test/api.ts";
import { createTestTenant, type TestTenant } from "../../../../test/world.ts";
import { postToReceiver } from "../post-to-receiver.ts";
import { type AddressRefused, createAddressRules } from "../../../platform/net/address-rules.ts";
import { answer, startReceiver } from "./receiver.ts";

const PRIVATE = [
  "127.0.0.1",
  "10.1.2.3",
  "172.16.0.1",
  "192.168.1.1",
  "169.254.169.254",
  "100.100.100.200",
  "0.0.0.0",
  "224.0.0.1",
  "255.255.255.255",
  "::1",
  "::",
  "fe80::1",
  "fd00::1",
  "::ffff:127.0.0.1",
  "::ffff:7f00:1",
  "::ffff:a9fe:a9fe",
  "::127.0.0.1",
  "64:ff9b::7f00:1",
  "2002:7f00:1::",
  "2001:db8::1",
];

const refusal = async (addresses: string[]) =>
  createAddressRules("", async () => addresses)
    .find("hooks.example.com")
    .catch((error: AddressRefused) => error.reason);

describe("an address", () => {
  test.each(PRIVATE)("%s is refused, alone and among public ones", async (address) => {
    expect(await refusal([address])).toBe("address_refused");
    expect(await refusal(["93.184.215.14", address])).toBe("address_refused");
  });

  test("of the public internet is taken, IPv4 first", async () => {
    expect(await refusal(["2606:2800:21f::1", "93.184.215.14"])).toEqual({ address: "93.184.215.14", family: 4 });
    expect(await refusal(["2606:2800:21f::1"])).toEqual({ address: "2606:2800:21f::1", family: 6 });
    expect(await refusal([])).toBe("name_unknown");
  });

  test("of one's own network is taken where the operator named it, and no other", async () => {
    const rules = createAddressRules("10.1.0.0/16, 127.0.0.1", async () => ["10.2.0.1"]);
    expect(await rules.find("10.1.2.3")).toEqual({ address: "10.1.2.3", family: 4 });
    expect(rules.isAllowed("::ffff:127.0.0.1")).toBe(true);
    await expect(rules.find("crm.internal.example")).rejects.toMatchObject({ reason: "address_refused" });
    expect(() => createAddressRules("10.1.0.0/16,intranet")).toThrow("intranet");
  });
});

describe("a call", () => {
  const post = (url: string, rules: ReturnType<typeof createAddressRules>) =>
    postToReceiver(rules, { url, headers: {}, body: "{}", timeout_ms: 2_000, signal: new AbortController().signal });

  test("goes to the address that was judged, whatever the name means a moment later", async () => {
    const inner = await startReceiver();
    let asked = 0;
    // First a fine address, at every later look the inside: DNS rebinding.
    const rules = createAddressRules("127.0.0.2", async () => (asked++ === 0 ? ["127.0.0.2"] : ["127.0.0.1"]));
    const reception = await post(`http://rebind.example.com:${inner.port}/`, rules);
    expect(asked).toBe(1);
    expect([reception.ip, reception.status]).toEqual(["127.0.0.2", undefined]);
    expect(inner.received).toEqual([]);
  });

  test("never reaches a private address, by number or by name", async () => {
    const inner = await startReceiver();
    const rules = createAddressRules("", async () => ["127.0.0.1"]);
    for (const host of [
      "127.0.0.1",
      "2130706433",
      "0177.1",
      "１２７。1",
      "0x7f.1",
      "[::ffff:127.0.0.1]",
      "localhost",
      "inner.example.com",
    ]) {
      expect(await post(`http://${host}:${inner.port}/`, rules)).toMatchObject({ error: "address_refused" });
    }
    expect(inner.received).toEqual([]);
  });

  test("reads a kilobyte of an endless answer and follows no redirect", async () => {
    const rules = createAddressRules("127.0.0.1");
    const target = await startReceiver();
    const receiver = await startReceiver((response) => {
      response.writeHead(200);
      const more = () => response.write("x".repeat(65_536), (error) => void (error ?? setImmediate(more)));
      more();
    });
    const reception = await post(receiver.url, rules);
    expect([reception.status, reception.excerpt.length]).toEqual([200, 1_024]);
    receiver.behave(answer(302, "", { location: target.url }));
    expect(await post(receiver.url, rules)).toMatchObject({ status: 302 });
    expect(target.received).toEqual([]);
  });
});

describe("an endpoint's address", () => {
  const api = testApi({ environment: { RATE_LIMIT_PUBLIC: "0" } });
  const tenants: Record<string, TestTenant> = {};
  beforeAll(async () => {
    for (const mode of ["live", "sandbox"] as const) tenants[mode] = await createTestTenant(api.app, { mode });
  });
  const add = (mode: "live" | "sandbox", url: string): Promise<Reply> => {
    const body = { url, event_types: ["*"] };
    return api.call("POST /v1/webhook_endpoints", { token: tenants[mode]?.api_key ?? "", body });
  };

  test.each([
    "http://10.0.0.1/",
    "https://127.0.0.1/",
    "https://[::1]/",
    "https://[::ffff:10.0.0.1]/",
    "https://[::ffff:a9fe:a9fe]/latest/meta-data",
    "https://[64:ff9b::a00:1]/",
    "https://2130706433/",
    "https://0177.0.0.1/",
    "https://0xa9fea9fe/",
    "https://127.1/",
    "https://１２７.０.０.１/",
    "https://localhost/",
    "https://user:pass@hooks.example.com/",
    "https://hooks.example.com:22/",
    "ftp://hooks.example.com/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "hooks.example.com",
  ])("%s is refused, in a sandbox too", async (url) => {
    for (const mode of ["live", "sandbox"] as const) {
      const reply = await add(mode, url);
      expect([reply.status, reply.body["code"]]).toEqual([422, "webhook_url_refused"]);
    }
  });

  test("without encryption is for a sandbox only", async () => {
    expect((await add("live", "http://hooks.example.com/")).body["code"]).toBe("webhook_url_refused");
    expect((await add("sandbox", "http://hooks.example.com/")).status).toBe(201);
    expect((await add("live", "https://hooks.example.com:8443/a?b=c")).status).toBe(201);
  });
});
