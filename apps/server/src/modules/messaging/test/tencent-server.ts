// Speaks Tencent Cloud SMS 2021-01-11 as its documentation has it, and checks the signature by itself.
import { createHash, createHmac } from "node:crypto";
import { type OutsideServer, type Request, startOutsideServer } from "./outside-server.ts";

export const TENCENT_KEY = { key_id: "AKIDTestSecretId0001", key_secret: "tencent-test-secret" };

export interface TencentServer extends OutsideServer {
  sent: Record<string, unknown>[];
  /** Code of the next send statuses; "Ok" at first. */
  answer(code: string, message?: string): void;
  /** The whole call is refused with this error. */
  fail(code: string | undefined): void;
  report(status: "SUCCESS" | "FAIL" | undefined): void;
}

export async function startTencentServer(): Promise<TencentServer> {
  const server = await startOutsideServer();
  const sent: Record<string, unknown>[] = [];
  let told = { Code: "Ok", Message: "send success" };
  let failure: string | undefined;
  let reported: string | undefined;
  server.behave((request) => {
    const respond = (Response: object) => ({ body: { Response: { ...Response, RequestId: "R" } } });
    if (!isSigned(request)) return respond({ Error: { Code: "AuthFailure.SignatureFailure", Message: "…" } });
    if (failure !== undefined) return respond({ Error: { Code: failure, Message: "…" } });
    const input = JSON.parse(request.body) as Record<string, unknown>; // a call's input is an object
    if (request.headers["x-tc-action"] === "PullSmsSendStatusByPhoneNumber") {
      const of_phone = sent.filter((one) => (one["PhoneNumberSet"] as string[])[0] === input["PhoneNumber"]);
      const status = { ReportStatus: reported, Description: "DELIVRD", UserReceiveTime: 1_795_330_800 };
      return respond({
        PullSmsSendStatusSet: reported === undefined ? [] : of_phone.map((one) => ({ ...serialOf(one), ...status })),
      });
    }
    if (told.Code === "Ok") sent.push(input);
    const SerialNo = told.Code === "Ok" ? serialOf(input).SerialNo : "";
    const PhoneNumber = (input["PhoneNumberSet"] as string[])[0];
    return respond({ SendStatusSet: [{ SerialNo, PhoneNumber, Fee: 1, SessionContext: "", IsoCode: "CN", ...told }] });
  });
  return {
    ...server,
    sent,
    answer: (Code, Message = "…") => {
      told = { Code, Message };
    },
    fail: (code) => {
      failure = code;
    },
    report: (status) => {
      reported = status;
    },
  };
}

function serialOf({ SessionContext }: Record<string, unknown>) {
  return { SerialNo: `5000:${String(SessionContext)}`, SessionContext };
}

const sha256 = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");
const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest();

function isSigned({ method, headers, body }: Request): boolean {
  const [, id, date, names = "", signature] =
    /^TC3-HMAC-SHA256 Credential=([^/]+)\/([\d-]+)\/sms\/tc3_request, SignedHeaders=([^,]+), Signature=([0-9a-f]+)$/.exec(
      headers.authorization ?? "",
    ) ?? [];
  const seconds = String(headers["x-tc-timestamp"]);
  if (id !== TENCENT_KEY.key_id || date !== new Date(Number(seconds) * 1000).toISOString().slice(0, 10)) return false;
  if (headers["x-tc-version"] !== "2021-01-11" || !names.includes("content-type;host")) return false;
  const lines = names.split(";").map((name) => `${name}:${String(headers[name]).toLowerCase()}\n`);
  const canonical = `${method}\n/\n\n${lines.join("")}\n${names}\n${sha256(body)}`;
  const key = hmac(hmac(hmac(`TC3${TENCENT_KEY.key_secret}`, date), "sms"), "tc3_request");
  const text = `TC3-HMAC-SHA256\n${seconds}\n${date}/sms/tc3_request\n${sha256(canonical)}`;
  return createHmac("sha256", key).update(text).digest("hex") === signature;
}
