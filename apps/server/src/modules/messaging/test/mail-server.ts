// A real SMTP server on a port of its own.
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterAll } from "vitest";

export interface MailServer {
  port: number;
  mails: { from: string; to: string; text: string }[];
  /** Answered to the next recipients; undefined takes them. */
  refuse(code: number | undefined): void;
}

export const MAIL_LOGIN = { user: "notice@example.com", password: "mail-test-password" };

export async function startMailServer(): Promise<MailServer> {
  const mails: MailServer["mails"] = [];
  let refusal: number | undefined;
  const server = new SMTPServer({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, done) {
      const known = username === MAIL_LOGIN.user && password === MAIL_LOGIN.password;
      done(known ? null : new Error("Invalid username or password"), known ? { user: username } : undefined);
    },
    onRcptTo(_address, _session, done) {
      if (refusal === undefined) return done();
      done(
        Object.assign(new Error(refusal >= 500 ? "No such user here" : "Greylisted, try again"), {
          responseCode: refusal,
        }),
      );
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? "" : mailFrom.address;
        mails.push({ from, to: rcptTo[0]?.address ?? "", text: Buffer.concat(chunks).toString("utf8") });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    refuse: (code) => {
      refusal = code;
    },
  };
}
