// Messages that leave the house: by servers that speak the carriers' protocols, errors included.
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { testApi } from "../../../../test/api.ts";
import { createTestTenant, type TestTenant } from "../../../../test/world.ts";
import { armFailpoints } from "../../../platform/kernel/failpoint.ts";
import { parseWireId } from "../../../platform/kernel/ids.ts";
import { sendMessage } from "../index.ts";
import { type AliyunServer, startAliyunServer } from "./aliyun-server.ts";
import {
  aliyunChannel,
  deliver,
  LOCAL,
  mailChannel,
  movableClock,
  newest,
  send,
  tencentChannel,
  useChannel,
} from "./build.ts";
import { type MailServer, startMailServer } from "./mail-server.ts";
import { startTencentServer, type TencentServer } from "./tencent-server.ts";

const clock = movableClock();
const api = testApi({ environment: LOCAL, clock });
let [tenant, aliyun, tencent, mail]: [TestTenant, AliyunServer, TencentServer, MailServer] = [] as never;

beforeAll(async () => {
  [aliyun, tencent, mail] = await Promise.all([startAliyunServer(), startTencentServer(), startMailServer()]);
});
beforeEach(async () => {
  tenant = await createTestTenant(api.app);
  aliyun.refuse(undefined);
  aliyun.loseAnswers(false);
  aliyun.report(1);
  aliyun.sent.length = 0;
  tencent.answer("Ok");
  tencent.fail(undefined);
  tencent.report(undefined);
  tencent.sent.length = 0;
  mail.refuse(undefined);
  mail.mails.length = 0;
});

const code = (language: "zh-CN" | "en" = "zh-CN", more: object = {}) =>
  api.app.database.write(tenant.tenant_id, (tx) =>
    sendMessage(tx, api.app, {
      medium: "sms",
      kind: "sms_code",
      language,
      to: "+8613800138000",
      body: "验证码 482913",
      params: { code: "482913", minutes: "5" },
      hidden: ["482913"],
      ...more,
    }),
  );
const letter = (to = "li@example.com") =>
  api.app.database.write(tenant.tenant_id, (tx) =>
    sendMessage(tx, api.app, {
      medium: "email",
      kind: "invitation",
      language: "zh-CN",
      to,
      subject: "邀请\r\nBcc: x@evil.example",
      body: "请点击链接",
    }),
  );
/** Waits for the newest message to be so. */
async function newestBecomes(expected: object): Promise<true> {
  const seen = async () => expect(await newest(api, tenant)).toMatchObject(expected);
  await vi.waitFor(seen, { timeout: 8_000, interval: 30 });
  return true;
}

describe("Alibaba Cloud", () => {
  test("gets signature, template and its values, signed; the receipt says when it arrived", async () => {
    await useChannel(api, tenant, aliyunChannel(aliyun.url));
    const id = await code();
    expect(await newest(api, tenant)).toMatchObject({ status: "queued", body: "验证码 ••••••", channel: "aliyun_sms" });
    deliver(api);
    await expect(newestBecomes({ status: "sent", carrier_message_id: "biz^1", attempts: 1 })).resolves.toBe(true);
    expect(aliyun.sent).toEqual([
      {
        OutId: id,
        PhoneNumbers: "13800138000",
        SignName: "回游",
        TemplateCode: "SMS_1",
        TemplateParam: '{"code":"482913"}',
      },
    ]);
    aliyun.report(3);
    clock.add(30);
    await expect(newestBecomes({ status: "delivered", delivered_at: "2026-11-22T07:00:00.000Z" })).resolves.toBe(true);
    const [row] = await api.db.query("select content_cipher from messaging.message where message_id = $1", [id]);
    expect(row).toEqual({ content_cipher: null });
  });

  test("uses the template of the language, with its own signature and names", async () => {
    await useChannel(api, tenant, aliyunChannel(aliyun.url));
    await code("en");
    deliver(api);
    await expect(newestBecomes({ status: "sent" })).resolves.toBe(true);
    expect(aliyun.sent[0]).toMatchObject({
      SignName: "Huiyou",
      TemplateCode: "SMS_2",
      TemplateParam: '{"verify":"482913","minutes":"5"}',
    });
  });

  test("a number out of service is refused for good, with the carrier's words; others still go", async () => {
    await useChannel(api, tenant, aliyunChannel(aliyun.url));
    aliyun.refuse({ body: { Code: "isv.MOBILE_NUMBER_ILLEGAL", Message: "非法手机号", RequestId: "R" } });
    await code();
    deliver(api);
    await expect(
      newestBecomes({
        status: "failed",
        attempts: 1,
        error: { code: "isv.MOBILE_NUMBER_ILLEGAL", text: "非法手机号" },
      }),
    ).resolves.toBe(true);
    aliyun.refuse(undefined);
    await code();
    await expect(newestBecomes({ status: "sent" })).resolves.toBe(true);
  });

  test("a wrong key stands on the channel; mended, the message is sent anew by hand", async () => {
    const right = aliyunChannel(aliyun.url);
    const channel_id = await useChannel(api, tenant, { ...right, key_secret: "not-this-one" });
    await code();
    deliver(api);
    await expect(newestBecomes({ status: "failed", error: { code: "SignatureDoesNotMatch" } })).resolves.toBe(true);
    const { body: channel } = await api.call(`GET /v1/channels/${channel_id}`, { token: tenant.api_key });
    expect(channel).toMatchObject({ failures: 1, last_error: { code: "SignatureDoesNotMatch" } });
    expect(channel["credentials_shown"]).toBe("LTAI…0001");
    expect(JSON.stringify(channel)).not.toContain("secret");
    await send(api, tenant.api_key, `PATCH /v1/channels/${channel_id}`, {
      version: channel["version"],
      key_id: right.key_id,
      key_secret: right.key_secret,
    });
    const { message_id } = await newest(api, tenant);
    await send(api, tenant.api_key, `POST /v1/messages/${String(message_id)}/retry`);
    await expect(newestBecomes({ status: "sent", error: null })).resolves.toBe(true);
    const again = await api.call(`POST /v1/messages/${String(message_id)}/retry`, { token: tenant.api_key });
    expect([again.status, again.body["code"]]).toEqual([409, "message_not_failed"]);
  });

  test("an answer that was lost is asked for before anything is sent again", async () => {
    await useChannel(api, tenant, aliyunChannel(aliyun.url));
    aliyun.loseAnswers(true);
    await code();
    deliver(api);
    await expect(newestBecomes({ status: "queued", attempts: 1, error: { code: "connection_lost" } })).resolves.toBe(
      true,
    );
    clock.add(10);
    await expect(newestBecomes({ status: "sent", attempts: 2, error: null })).resolves.toBe(true);
    expect(aliyun.sent).toHaveLength(1);
  });

  test("whoever dies between the call and the record leaves a message that is found and not sent twice", async () => {
    await useChannel(api, tenant, aliyunChannel(aliyun.url));
    const dying = deliver(api);
    armFailpoints((name) => {
      if (name === "messaging.between_hand_over_and_record") throw new Error("killed");
    });
    await code();
    await vi.waitFor(() => expect(aliyun.sent).toHaveLength(1));
    await dying.stop();
    armFailpoints(undefined);
    expect(await newest(api, tenant)).toMatchObject({ status: "queued", attempts: 0 });
    clock.add(200);
    deliver(api);
    await expect(newestBecomes({ status: "sent" })).resolves.toBe(true);
    expect(aliyun.sent).toHaveLength(1);
  });

  test("a code that is no longer good is not sent", async () => {
    await useChannel(api, tenant, aliyunChannel(aliyun.url));
    aliyun.refuse({ status: 503, body: { Code: "ServiceUnavailable", Message: "busy" } });
    await code("zh-CN", { expires_at: new Date(clock.now().getTime() + 20_000) });
    deliver(api);
    await expect(newestBecomes({ status: "queued", attempts: 1 })).resolves.toBe(true);
    aliyun.refuse(undefined);
    clock.add(30);
    await expect(newestBecomes({ status: "failed", error: { code: "expired" } })).resolves.toBe(true);
    expect(aliyun.sent).toHaveLength(0);
  });

  test("takes no more a minute than the channel says", async () => {
    await useChannel(api, tenant, { ...aliyunChannel(aliyun.url), per_minute: 3 });
    for (let sent = 0; sent < 5; sent++) await code();
    deliver(api);
    deliver(api);
    await vi.waitFor(() => expect(aliyun.sent).toHaveLength(3));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(aliyun.sent).toHaveLength(3);
    clock.add(61);
    await vi.waitFor(() => expect(aliyun.sent).toHaveLength(5));
  });
});

describe("Tencent Cloud", () => {
  test("gets the values in the template's order, and its report is read", async () => {
    await useChannel(api, tenant, tencentChannel(tencent.url));
    const id = await code("en");
    deliver(api);
    await expect(newestBecomes({ status: "sent", carrier_message_id: `5000:${id}` })).resolves.toBe(true);
    expect(tencent.sent).toEqual([
      {
        PhoneNumberSet: ["+8613800138000"],
        SmsSdkAppId: "1400006666",
        SignName: "Huiyou",
        TemplateId: "SMS_2",
        TemplateParamSet: ["482913", "5"],
        SessionContext: id,
      },
    ]);
    tencent.report("FAIL");
    clock.add(30);
    await expect(newestBecomes({ status: "failed", error: { code: "FAIL", text: "DELIVRD" } })).resolves.toBe(true);
  });

  test.each([
    ["LimitExceeded.PhoneNumberThirtySecondLimit", "queued"],
    ["LimitExceeded.PhoneNumberDailyLimit", "failed"],
    ["FailedOperation.PhoneNumberInBlacklist", "failed"],
    ["FailedOperation.InsufficientBalanceInSmsPackage", "failed"],
    ["InternalError.Timeout", "queued"],
  ])("%s leaves a message %s", async (told, status) => {
    await useChannel(api, tenant, tencentChannel(tencent.url));
    tencent.answer(told);
    await code();
    deliver(api);
    await expect(newestBecomes({ status, attempts: 1, error: { code: told } })).resolves.toBe(true);
  });

  test("a call that is refused as a whole says why", async () => {
    await useChannel(api, tenant, tencentChannel(tencent.url));
    tencent.fail("RequestLimitExceeded");
    await code();
    deliver(api);
    await expect(newestBecomes({ status: "queued", error: { code: "RequestLimitExceeded" } })).resolves.toBe(true);
    tencent.fail(undefined);
    clock.add(60);
    await expect(newestBecomes({ status: "sent", attempts: 2 })).resolves.toBe(true);
  });
});

describe("a mail server", () => {
  test("gets the mail with its sender and the same Message-ID each time; no line of a subject expectNewest a header", async () => {
    await useChannel(api, tenant, mailChannel(mail.port));
    const id = await letter();
    deliver(api);
    await expect(newestBecomes({ status: "sent", carrier_message_id: `<${id}@example.com>` })).resolves.toBe(true);
    const [received] = mail.mails;
    expect(received).toMatchObject({ from: "notice@example.com", to: "li@example.com" });
    expect(received?.text).toContain(`Message-ID: <${id}@example.com>`);
    expect(received?.text).not.toMatch(/^Bcc:/im);
  });

  test("that asks for patience is asked again, one that knows no such person is not", async () => {
    await useChannel(api, tenant, mailChannel(mail.port));
    mail.refuse(451);
    await letter();
    deliver(api);
    await expect(newestBecomes({ status: "queued", attempts: 1, error: { code: "smtp_451" } })).resolves.toBe(true);
    mail.refuse(550);
    clock.add(10);
    await expect(newestBecomes({ status: "failed", attempts: 2, error: { code: "smtp_550" } })).resolves.toBe(true);
  });

  test("that refuses the password fails the message at once", async () => {
    await useChannel(api, tenant, { ...mailChannel(mail.port), password: "wrong" });
    await letter();
    deliver(api);
    await expect(newestBecomes({ status: "failed", error: { code: "smtp_535" } })).resolves.toBe(true);
  });
});

test("a trial goes by a paused channel and by that one only", async () => {
  const { channel_id } = await send(api, tenant.api_key, "POST /v1/channels", aliyunChannel(aliyun.url));
  await code();
  expect(await newest(api, tenant)).toMatchObject({ channel: "sms_test", status: "delivered", body: "验证码 482913" });
  deliver(api);
  const trial = { to: "13900139000", kind: "sms_code", language: "zh-CN" };
  const { message_id } = await send(api, tenant.api_key, `POST /v1/channels/${String(channel_id)}/test`, trial);
  await vi.waitFor(async () => {
    const { body } = await api.call(`GET /v1/messages/${String(message_id)}`, { token: tenant.api_key });
    expect(body).toMatchObject({ status: "sent", is_test: true });
  });
  expect(aliyun.sent[0]).toMatchObject({ PhoneNumbers: "13900139000", TemplateParam: '{"code":"135790"}' });
  expect(parseWireId("message", String(message_id))).toBe(aliyun.sent[0]?.OutId);
});
