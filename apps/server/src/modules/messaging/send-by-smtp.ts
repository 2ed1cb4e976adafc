import nodemailer from "nodemailer";
import { AddressRefused, type OutsideAddress } from "../../platform/net/address-rules.ts";
import { type Carrier, type Line, noAnswer, type Parcel } from "./carrier.ts";
import type { HandOver } from "./domain/hand-over.ts";

export interface SmtpSettings {
  host: string;
  port: number;
  /** tls: from the first byte (465). starttls: asked for, and nothing is said before it. none: in one's own network only. */
  security: "tls" | "starttls" | "none";
  user: string;
  from_address: string;
  from_name: string;
}
export interface SmtpCredentials {
  password: string;
}

/** A mail server. It tells no more than that it has the mail; the Message-ID is the same for every attempt. */
export function smtpCarrier(settings: SmtpSettings, { password }: SmtpCredentials, line: Line): Carrier {
  return {
    async send(parcel) {
      // The name is looked up once: it cannot mean another machine when the call is made.
      const found = await line.rules.find(settings.host).catch((error: unknown) => {
        if (error instanceof AddressRefused) return error.reason;
        throw error;
      });
      if (typeof found === "string") return noAnswer({ failure: found, reached: false });
      const transport = transportOf(settings, password, found, line.timeout_ms);
      const stop = () => transport.close();
      line.signal.addEventListener("abort", stop, { once: true });
      try {
        const sent = await transport.sendMail(mailOf(settings, parcel));
        return { outcome: "sent", carrier_message_id: sent.messageId };
      } catch (error) {
        return judge(error);
      } finally {
        line.signal.removeEventListener("abort", stop);
        transport.close();
      }
    },
  };
}

function transportOf(settings: SmtpSettings, pass: string, { address }: OutsideAddress, timeout_ms: number) {
  const { host, port, security, user } = settings;
  return nodemailer.createTransport({
    host: address,
    port,
    secure: security === "tls",
    requireTLS: security === "starttls",
    ignoreTLS: security === "none",
    tls: { servername: host },
    ...(user === "" ? {} : { auth: { user, pass } }),
    connectionTimeout: timeout_ms,
    greetingTimeout: timeout_ms,
    socketTimeout: timeout_ms,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

function mailOf({ from_address, from_name }: SmtpSettings, { to, subject, body, message_id }: Parcel) {
  const domain = from_address.slice(from_address.lastIndexOf("@") + 1);
  return {
    from: { name: from_name, address: from_address },
    to: { name: "", address: to },
    subject: subject.replace(/[\r\n]+/g, " "),
    text: body,
    messageId: `<${message_id}@${domain}>`,
    headers: { "Auto-Submitted": "auto-generated" },
  };
}

/** Of nodemailer: where the talk ended, and what the server said last. */
interface MailError {
  code?: string;
  responseCode?: number;
  response?: string;
}

function judge(error: unknown): HandOver {
  const { code = "failed", responseCode, response = "" } = error as MailError; // nodemailer throws nothing else
  if (responseCode === undefined) {
    return { outcome: code === "EAUTH" ? "refused" : "later", code: wordOf(code), text: "", of: "channel" };
  }
  const of = code === "EENVELOPE" || code === "EMESSAGE" ? ("message" as const) : ("channel" as const);
  const trouble = { code: `smtp_${responseCode}`, text: response, of };
  return responseCode >= 500 ? { outcome: "refused", ...trouble } : { outcome: "later", ...trouble };
}

/** As calls over HTTP are told. */
function wordOf(code: string): string {
  const words: Record<string, string> = {
    ETIMEDOUT: "timeout",
    ECONNECTION: "connection_refused",
    ETLS: "certificate",
  };
  return words[code] ?? (code === "ESOCKET" ? "connection_lost" : code.toLowerCase());
}
