// What callers put into headers, addresses and names, to reach another's browser, mail or cookie.
import { beforeAll, describe, expect, test } from "vitest";
import { invitationMail, passwordResetMail } from "../../src/modules/access/domain/mails.ts";
import { testApi } from "../api.ts";
import { deliverResets } from "../identity-requests.ts";
import { sendRaw } from "../raw-http.ts";
import { createTestTenant, type TestTenant } from "../world.ts";

const api = testApi({
  environment: { RATE_LIMIT_PUBLIC: "0", REQUEST_TIMEOUT_SECONDS: "1", PUBLIC_URL: "https://console.example/" },
});
let tenant: TestTenant;
beforeAll(async () => {
  tenant = await createTestTenant(api.app);
});

const injected = "%0d%0aset-cookie:%20hy_session=planted%0d%0a%0d%0a<script>";

describe("a header of ours", () => {
  test("takes no line of the caller's", async () => {
    const requests = [
      `GET /v1/members/${injected} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`,
      `GET /m${injected} HTTP/1.1\r\nhost: x\r\naccept: text/html\r\nconnection: close\r\n\r\n`,
      `GET /${injected} HTTP/1.1\r\nhost: x\r\naccept: text/html\r\nconnection: close\r\n\r\n`,
      `GET /v1/tenant HTTP/1.1\r\nhost: x\r\nx-request-id: a${injected}\r\nconnection: close\r\n\r\n`,
      `GET /v1/tenant HTTP/1.1\r\nhost: x\r\naccept-language: ko${injected}\r\nconnection: close\r\n\r\n`,
      `GET /v1/tenant HTTP/1.1\r\nhost: x\r\nidempotency-key: a\r\n set-cookie: hy_session=planted\r\nconnection: close\r\n\r\n`,
    ];
    for (const request of requests) {
      const { head } = await sendRaw(api.base_url, [request], { give_up_ms: 2_000 });
      expect(head).not.toMatch(/^set-cookie/im);
      expect(head).not.toContain("planted");
    }
  });
});

describe("a redirect", () => {
  test("leads nowhere else", async () => {
    const addresses = [
      "//evil.example",
      "//evil.example/m",
      "/\\evil.example",
      "/m//evil.example/",
      "/m/..//evil.example",
      "/?next=https://evil.example",
      "/m?next=//evil.example",
      "/sign-in?return_to=https://evil.example",
      "/v1/session?redirect_uri=https://evil.example",
      "https://evil.example/",
      "/%2f%2fevil.example",
      "/m%2f%2fevil.example",
    ];
    for (const address of addresses) {
      const request = `GET ${address} HTTP/1.1\r\nhost: x\r\naccept: text/html\r\nconnection: close\r\n\r\n`;
      const { head } = await sendRaw(api.base_url, [request], { give_up_ms: 2_000 });
      const location = /^location: (.*)$/im.exec(head)?.[1] ?? "/";
      expect([address, location]).toEqual([address, expect.stringMatching(/^\/(?![/\\])/)]);
    }
  });
});

describe("a mail", () => {
  test("links to our own address, whatever Host the caller claims", async () => {
    const claims = { host: "evil.example", "x-forwarded-host": "evil.example", "x-forwarded-proto": "javascript" };
    const lines = Object.entries(claims).map(([name, value]) => `${name}: ${value}\r\n`);
    const body = JSON.stringify({ email: tenant.admin.email });
    const head = `POST /v1/password_resets HTTP/1.1\r\n${lines.join("")}content-type: application/json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n`;
    expect((await sendRaw(api.base_url, [head + body])).status).toBe(202);
    await deliverResets({ api });
    const mails = await api.call("GET /v1/messages", { token: tenant.api_key });
    const text = String(mails.body["data"]?.[0]?.["body"]);
    expect(text).toContain("https://console.example/reset-password#hy_pr_");
    expect(text).not.toContain("evil");
  });

  test("has one subject and one body, whatever a name holds", () => {
    const name = "张三\r\nBcc: everybody@evil.example\r\n\r\n<b>";
    const values = { name, tenant: `回游\nBcc: x@evil.example`, link: "https://console.example/#t", days: 7 };
    for (const language of ["zh-CN", "en", "ko"] as const) {
      const { subject, body } = invitationMail(language, values);
      expect(subject).not.toMatch(/[\r\n\u2028\u2029]/);
      expect(body).not.toMatch(/^Bcc:/m);
      expect(passwordResetMail(language, { link: "{minutes}", minutes: 30 }).body).toContain("{minutes}");
    }
  });
});

describe("slow callers", () => {
  test("of bodies and headers are cut off, and nobody waits for them", async () => {
    const start = `POST /v1/sessions HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n{`;
    const slow = Array.from({ length: 200 }, (_, n) =>
      sendRaw(api.base_url, [n % 2 === 0 ? start : "POST /v1/sessions HTTP/1.1\r\nhost: x\r\nx-a"], {
        give_up_ms: 15_000,
      }),
    );
    const started = performance.now();
    for (let n = 0; n < 20; n++) expect((await api.call("GET /v1/tenant", { token: tenant.api_key })).status).toBe(200);
    expect(performance.now() - started).toBeLessThan(5_000);
    const statuses = new Set((await Promise.all(slow)).map(({ status }) => status));
    expect([...statuses]).toEqual([408]);
  });
});
