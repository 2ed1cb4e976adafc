// Speaks Dysmsapi 2017-05-25 as its documentation has it, and checks the signature from the raw request, by itself.
import { createHash, createHmac } from "node:crypto";
import { type OutsideServer, type Reply, type Request, startOutsideServer } from "./outside-server.ts";

export const ALIYUN_KEY = { key_id: "LTAI5tTestKey0001", key_secret: "aliyun-test-secret" };

export interface AliyunServer extends OutsideServer {
  /** What it took, by OutId. */
  sent: { OutId: string; PhoneNumbers: string; SignName: string; TemplateCode: string; TemplateParam: string }[];
  /** Said instead of OK by the next calls; undefined is OK. */
  refuse(reply: Reply | undefined): void;
  /** Takes the message, then says nothing. */
  loseAnswers(lose: boolean): void;
  report(status: 1 | 2 | 3, code?: string): void;
}

export async function startAliyunServer(): Promise<AliyunServer> {
  const server = await startOutsideServer();
  const sent: AliyunServer["sent"] = [];
  let refusal: Reply | undefined;
  let loses = false;
  let status: { SendStatus: number; ErrCode: string } = { SendStatus: 1, ErrCode: "" };
  server.behave((request) => {
    const query = Object.fromEntries(request.url.searchParams) as Record<string, string>;
    if (!isSigned(request)) {
      const Message = "Specified signature is not matched with our calculation.";
      return { status: 400, body: { RequestId: "R", HostId: "dysmsapi", Code: "SignatureDoesNotMatch", Message } };
    }
    if (request.headers["x-acs-action"] === "QuerySendDetails") {
      const details = sent
        .filter((one) => one.PhoneNumbers === query["PhoneNumber"])
        .map(({ OutId, TemplateCode }) => ({ OutId, TemplateCode, ReceiveDate: "2026-11-22 15:00:00", ...status }));
      return { body: { Code: "OK", Message: "OK", TotalCount: "1", SmsSendDetailDTOs: { SmsSendDetailDTO: details } } };
    }
    if (refusal) return refusal;
    sent.push(query as unknown as AliyunServer["sent"][number]); // what SendSms is called with
    return loses ? "cut" : { body: { Code: "OK", Message: "OK", BizId: `biz^${sent.length}`, RequestId: "R" } };
  });
  return {
    ...server,
    sent,
    refuse: (reply) => {
      refusal = reply;
    },
    loseAnswers: (lose) => {
      loses = lose;
    },
    report: (SendStatus, ErrCode = "") => {
      status = { SendStatus, ErrCode };
    },
  };
}

const sha256 = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");

function isSigned({ method, url, headers, body }: Request): boolean {
  const [, key, names = "", signature] =
    /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]+)$/.exec(
      headers.authorization ?? "",
    ) ?? [];
  const needed = [
    "host",
    "x-acs-action",
    "x-acs-content-sha256",
    "x-acs-date",
    "x-acs-signature-nonce",
    "x-acs-version",
  ];
  if (key !== ALIYUN_KEY.key_id || !needed.every((name) => names.split(";").includes(name))) return false;
  if (headers["x-acs-content-sha256"] !== sha256(body) || headers["x-acs-version"] !== "2017-05-25") return false;
  // The query as it came over the wire, in order: already encoded, so it is compared and not built again.
  const query = url.search.slice(1).split("&").sort().join("&");
  let canonical = `${method}\n${url.pathname}\n${query}\n`;
  for (const name of names.split(";")) canonical += `${name}:${String(headers[name])}\n`;
  canonical += `\n${names}\n${sha256(body)}`;
  const expected = createHmac("sha256", ALIYUN_KEY.key_secret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest("hex");
  return expected === signature && !/[!'()*+]/.test(query);
}
